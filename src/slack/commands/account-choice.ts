import { z } from 'zod';
import type { AccountOption } from '../../../blocks/index.ts';
import type { Account } from '../../core/records.ts';

/** What the button of one of several accounts brings back. */
const Choice = z.strictObject({
  v: z.literal(2),
  /** The command's words, with this account in place of what was typed. */
  w: z.array(z.string()).min(1).max(60),
  /** The request key of the command that asked. */
  k: z.string().regex(/^[0-9a-f]{40}$/),
  /** The thread that the command was given in. */
  h: z.string().max(40).optional(),
});

export interface AccountChoiceValue {
  readonly words: readonly string[];
  readonly requestKey: string;
  readonly threadTs?: string;
}

export function encodeAccountChoice({ words, requestKey, threadTs }: AccountChoiceValue): string {
  const thread = threadTs !== undefined && { h: threadTs };
  return JSON.stringify({ v: 2, w: [...words], k: requestKey, ...thread } satisfies z.infer<typeof Choice>);
}

/** Null for anything that `encodeAccountChoice` did not make. */
export function decodeAccountChoice(text: string): AccountChoiceValue | null {
  try {
    const { w: words, k: requestKey, h } = Choice.parse(JSON.parse(text));
    return { words, requestKey, ...(h !== undefined && { threadTs: h }) };
  } catch {
    return null;
  }
}

export function accountOption(
  { name, accountId, domain, region, industry }: Account,
  choice: AccountChoiceValue,
): AccountOption {
  return {
    name,
    accountId,
    facts: [domain, region, industry].filter((fact) => fact !== undefined),
    value: encodeAccountChoice(choice),
  };
}
