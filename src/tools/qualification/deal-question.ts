import { z } from 'zod';

/** Which deal a tool is asked about: exactly one of the two ids. */
export const DealQuestion = {
  accountId: z.string().min(1).max(200).optional(),
  opportunityId: z.string().min(1).max(200).optional(),
};

export function namesOneDeal(input: {
  accountId?: string | undefined;
  opportunityId?: string | undefined;
}): boolean {
  return (input.accountId === undefined) !== (input.opportunityId === undefined);
}

export const NAMES_ONE_DEAL = 'name either an account or an opportunity';
