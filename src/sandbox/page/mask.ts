import { isJson } from '../json.ts';

const HIDDEN = '••••••';

/** Fields whose value lets somebody else act. */
const SECRET_FIELD = /^(token|trigger_id|x-slack-signature|authorization)$/i;
/** A response URL is a key in itself: its last part is left out. */
const RESPONSE_URL = /(\/(?:commands|actions)\/[A-Z0-9]+\/\d+\/)[0-9a-f]+/g;

export type Mask = (value: unknown) => unknown;

/** Leaves known secrets, tokens, signatures and response URLs out of whatever is shown. */
export function createMask(secrets: readonly string[]): Mask {
  const known = secrets.filter((secret) => secret !== '');
  const maskText = (text: string) =>
    known
      .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text)
      .replace(RESPONSE_URL, `$1${HIDDEN}`);

  return function mask(value: unknown): unknown {
    if (typeof value === 'string') return maskText(value);
    if (Array.isArray(value)) return value.map(mask);
    if (!isJson(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, maskField(name, inner) ?? mask(inner)]),
    );
  };
}

/** Enough of a secret to tell two apart, and no more; undefined for what is none. */
function maskField(name: string, value: unknown): string | undefined {
  if (!SECRET_FIELD.test(name) || typeof value !== 'string' || value === '') return undefined;
  return name.toLowerCase() === 'x-slack-signature' ? `${value.slice(0, 7)}${HIDDEN}` : HIDDEN;
}
