const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_LENGTH = 2_000;

/**
 * The domain in what a person pasted: a domain, a web address, an e-mail address, also in Slack's
 * `<address|text>` form. Lower-case, without `www.`, international ones as ASCII; null when there is none.
 */
export function domainIn(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const pasted = text.trim().toLowerCase();
  const address = /^<([^|>]*)(?:\|[^>]*)?>$/.exec(pasted)?.[1] ?? pasted;
  const afterScheme = address.replace(/^(?:mailto:|[a-z][a-z0-9+.-]*:\/\/)/, '');
  const authority = afterScheme.split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d{1,5}$/, '');
  if (!host.includes('.') || /\s/.test(host)) return null;
  const ascii = inAscii(host.replace(/^www\./, '').replace(/\.$/, ''));
  const labels = ascii.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || ascii.length > 253 || last.length < 2 || /^\d+$/.test(last)) return null;
  return labels.every((label) => LABEL.test(label)) ? ascii : null;
}

/** The domain and the domains it belongs to, nearest first: `eu.acme.example`, `acme.example`. */
export function domainAndParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

function inAscii(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}
