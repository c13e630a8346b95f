import { z } from 'zod';
import type { AccountOption } from '../../../blocks/index.ts';
import type { Account } from '../../core/records.ts';

/** What the button of one of several accounts brings back. */
const Choice = z.strictObject({
  v: z.literal(1),
  /** The plan's template. */
  t: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  /** The account's id. */
  a: z.string().min(1),
  /** The request key of the command that asked. */
  k: z.string().regex(/^[0-9a-f]{40}$/),
});

export interface AccountChoiceValue {
  readonly template: string;
  readonly accountId: string;
  readonly requestKey: string;
}

export function encodeAccountChoice({ template, accountId, requestKey }: AccountChoiceValue): string {
  return JSON.stringify({ v: 1, t: template, a: accountId, k: requestKey } satisfies z.infer<typeof Choice>);
}

/** Null for anything that `encodeAccountChoice` did not make. */
export function decodeAccountChoice(text: string): AccountChoiceValue | null {
  try {
    const { t, a, k } = Choice.parse(JSON.parse(text));
    return { template: t, accountId: a, requestKey: k };
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
