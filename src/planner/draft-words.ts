import { nearest } from '../config/nearest.ts';
import { CugarError } from '../core/errors.ts';
import { MessageChannel } from '../core/proposal.ts';

/** How a message is to be written; what is absent is left to the tool. */
export interface DraftOptions {
  /** A contact of the account: id, e-mail address or name. */
  readonly to?: string;
  readonly channel?: MessageChannel;
  readonly tone?: DraftTone;
}

export const DRAFT_TONES = ['professional', 'friendly', 'concise', 'formal'] as const;
export type DraftTone = (typeof DRAFT_TONES)[number];

export interface DraftWords {
  /** What names the account; may be empty. */
  readonly query: string;
  readonly options: DraftOptions;
}

const NAMES = ['to', 'channel', 'tone'] as const;
type Name = (typeof NAMES)[number];
const isName = (text: string): text is Name => NAMES.some((name) => name === text);

/** Keyboards and chat programs make one long dash of two short ones. */
const OPTION = /^(?:--|—|–)([\p{L}][\p{L}\p{N}_-]*)(?:=(.*))?$/su;

/** Reads `Acme --to Jane Doe --channel sms`. Throws `USER_INPUT` that names what is wrong and what was probably meant. */
export function readDraftWords(words: readonly string[]): DraftWords {
  const query: string[] = [];
  const given = new Map<Name, string>();
  let open: Name | undefined;
  /** After an account, what follows `--to Jane` is the rest of her name. */
  let namesOn = false;
  for (const word of words) {
    const [, typed, inline] = OPTION.exec(word) ?? [];
    if (typed !== undefined) {
      if (open) throw valueless(open);
      const name = optionName(typed);
      if (given.has(name)) throw wrong(`The option --${name} was given twice.`);
      if (inline === '') throw valueless(name);
      if (inline !== undefined) given.set(name, inline.trim());
      open = inline === undefined ? name : undefined;
      namesOn = name === 'to' && query.length > 0;
    } else if (open) {
      given.set(open, word);
      open = undefined;
    } else if (namesOn) {
      given.set('to', `${given.get('to')} ${word}`);
    } else query.push(word);
  }
  if (open) throw valueless(open);
  return { query: query.join(' ').trim(), options: optionsOf(given) };
}

function valueless(name: Name): CugarError {
  return wrong(`The option --${name} needs a value.`, exampleOf(name));
}

function optionName(typed: string): Name {
  const name = typed.toLowerCase();
  if (isName(name)) return name;
  const meant = nearest(name, NAMES);
  const hint = meant ? `Did you mean --${meant}?` : `The options are --${NAMES.join(', --')}.`;
  throw wrong(`There is no option --${typed}.`, hint);
}

function optionsOf(given: ReadonlyMap<Name, string>): DraftOptions {
  const to = given.get('to');
  const channel = oneOf('channel', MessageChannel.options, given.get('channel'));
  const tone = oneOf('tone', DRAFT_TONES, given.get('tone'));
  return { ...(to !== undefined && { to }), ...(channel && { channel }), ...(tone && { tone }) };
}

function oneOf<T extends string>(name: Name, known: readonly T[], value: string | undefined): T | undefined {
  if (value === undefined) return undefined;
  const wanted = value.toLowerCase().replace(/^e-mail$/, 'email');
  const found = known.find((one) => one === wanted);
  if (found) return found;
  const meant = nearest(wanted, known);
  const choices = `It can be ${known.join(', ')}.`;
  throw wrong(`“${value}” is no ${name}.`, meant ? `Did you mean ${meant}? ${choices}` : choices);
}

function exampleOf(name: Name): string {
  const examples = { to: '--to "Jane Doe"', channel: '--channel email', tone: '--tone friendly' };
  return `For example: ${examples[name]}`;
}

function wrong(message: string, hint = 'Nothing was queued.'): CugarError {
  return new CugarError('USER_INPUT', message, { hint });
}
