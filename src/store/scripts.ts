import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

const read = (name: string) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
const prelude = read('prelude');

export interface Script {
  readonly text: string;
  readonly sha1: string;
}

function script(...parts: string[]): Script {
  const text = parts.join('\n');
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

const onPlan = (name: string) => script(prelude, read(name));
const onApproval = (name: string) => script(prelude, read('approval-guard'), read(name));

/** The moves that `advance.lua` makes, each a function of its arguments and of what goes with them packed. */
const MOVES = {
  begin: 'begin',
  finish: 'finish',
  skip: 'skip',
  consume: 'consume',
  openApproval: 'approval-open',
  end: 'end',
} as const;
export type MoveKind = keyof typeof MOVES;

const movesOf = (files: Readonly<Record<string, string>>) => [
  'local moves = {}',
  ...Object.entries(files).map(
    ([name, file]) => `moves['${name}'] = function(a, first, second)\n${read(file)}\nend`,
  ),
];

export const scripts = {
  create: onPlan('create'),
  claim: onPlan('claim'),
  advance: script(prelude, ...movesOf(MOVES), read('advance')),
  note: onPlan('note'),
  decide: onApproval('decide'),
  amend: onApproval('amend'),
  messageSent: onPlan('message-sent'),
  messageUndelivered: onPlan('message-undelivered'),
  rateSlot: script(read('rate-slot')),
  postingClaim: script(read('posting-claim')),
  touchNote: script(read('touch-note')),
  unlock: script(read('unlock')),
} as const;

/** Runs a script by its hash, sending the text only where the server does not know it yet. */
export async function run(
  redis: Redis,
  { text, sha1 }: Script,
  keys: readonly string[],
  args: readonly (string | number | Buffer)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(sha1, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(text, keys.length, ...keys, ...args);
  }
}
