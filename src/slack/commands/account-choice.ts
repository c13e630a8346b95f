import { z } from 'zod';
import type { AccountOption } from '../../../blocks/index.ts';
import { MessageChannel } from '../../core/proposal.ts';
import type { Account } from '../../core/records.ts';
import { DRAFT_TONES, type DraftOptions } from '../../planner/draft-words.ts';

/** What the button of one of several accounts brings back. */
const Choice = z.strictObject({
  v: z.literal(1),
  /** The plan's template. */
  t: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  /** The account's id. */
  a: z.string().min(1),
  /** The request key of the command that asked. */
  k: z.string().regex(/^[0-9a-f]{40}$/),
  /** The thread that the command was given in. */
  h: z.string().max(40).optional(),
  /** How a draft is to be written. */
  o: z
    .strictObject({
      to: z.string().max(200).optional(),
      channel: MessageChannel.optional(),
      tone: z.enum(DRAFT_TONES).optional(),
    })
    .optional(),
});

export interface AccountChoiceValue {
  readonly template: string;
  readonly accountId: string;
  readonly requestKey: string;
  readonly threadTs?: string;
  readonly options?: DraftOptions;
}

export function encodeAccountChoice(choice: AccountChoiceValue): string {
  const { template: t, accountId: a, requestKey: k, threadTs: h, options: o } = choice;
  const more = { ...(h !== undefined && { h }), ...(o && { o }) };
  return JSON.stringify({ v: 1, t, a, k, ...more } satisfies z.infer<typeof Choice>);
}

/** Null for anything that `encodeAccountChoice` did not make. */
export function decodeAccountChoice(text: string): AccountChoiceValue | null {
  try {
    const { t, a, k, h, o } = Choice.parse(JSON.parse(text));
    const thread = h !== undefined && { threadTs: h };
    return { template: t, accountId: a, requestKey: k, ...thread, ...(o && { options: o as DraftOptions }) };
  } catch {
    return null;
  }
}

export function accountOption(
  account: Account,
  choice: Omit<AccountChoiceValue, 'accountId'>,
): AccountOption {
  const { accountId, name, domain, region, industry } = account;
  return {
    name,
    accountId,
    facts: [domain, region, industry].filter((fact) => fact !== undefined),
    value: encodeAccountChoice({ ...choice, accountId }),
  };
}
