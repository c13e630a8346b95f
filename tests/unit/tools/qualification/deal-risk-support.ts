import type { Opportunity } from '../../../../src/core/records.ts';
import { assessDealRisk, RiskOutput } from '../../../../src/tools/qualification/assess-deal-risk.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aContact, aDeal, anAccount, daysAgo } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

/** What the tool says about one deal of the account, in a book. */
export async function risk(deal: Partial<Opportunity> | null, book: Book = {}): Promise<RiskOutput> {
  const opportunities = [...(deal ? [aDeal(deal)] : []), ...(book.opportunities ?? [])];
  const context = toolContext({ accounts: [anAccount()], ...book, opportunities });
  return RiskOutput.parse(await assessDealRisk.run({ accountId: 'a1' }, context));
}

/** A deal that nothing speaks against. */
export const HEALTHY: Partial<Opportunity> = {
  stageChangedAt: daysAgo(5),
  lastActivityAt: daysAgo(2),
  closeDate: daysAgo(-30),
  nextStep: 'Demo on Friday',
};
/** Two people, so that the deal is not single threaded. */
export const TWO = { contacts: [aContact(), aContact({ contactId: 'c2' })] };
