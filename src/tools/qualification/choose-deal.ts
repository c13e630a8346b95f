import { CugarError } from '../../core/errors.ts';
import { isClosed, type Opportunity, STAGES } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';
import { requireAccount } from '../shared/lookups.ts';

/** The deal that a question is about, and what else is open. */
export interface ChosenDeal {
  /** Null: the account has no deals at all. */
  readonly deal: Opportunity | null;
  /** Open deals of the same account that were not chosen. */
  readonly otherOpen: number;
  readonly accountId: string | null;
}

/** The deal named by id, else the account's most advanced open one, else the one that closed last. */
export async function chooseDeal(
  { accountId, opportunityId }: { accountId?: string | undefined; opportunityId?: string | undefined },
  context: ToolContext,
): Promise<ChosenDeal> {
  context.signal.throwIfAborted();
  if (opportunityId !== undefined) {
    const deal = await context.data.opportunity(opportunityId);
    if (!deal) {
      throw new CugarError('RESOURCE_NOT_FOUND', 'There is no opportunity with this id in the data.', {
        hint: 'Check the id, or ask for the account instead.',
      });
    }
    const siblings = deal.accountId === undefined ? [] : await context.data.opportunities(deal.accountId);
    const otherOpen = siblings.filter((one) => !isClosed(one) && one.opportunityId !== opportunityId).length;
    return { deal, otherOpen, accountId: deal.accountId ?? null };
  }
  const { accountId: id } = await requireAccount(accountId ?? '', context);
  const deals = await context.data.opportunities(id);
  const open = deals.filter((deal) => !isClosed(deal)).sort(mostAdvancedFirst(deals));
  const closed = deals.filter(isClosed).sort(lastClosedFirst);
  return { deal: open[0] ?? closed[0] ?? null, otherOpen: Math.max(0, open.length - 1), accountId: id };
}

/** Amounts decide only where all are in one currency: they are never converted. */
function mostAdvancedFirst(deals: readonly Opportunity[]): (a: Opportunity, b: Opportunity) => number {
  const currencies = new Set(deals.flatMap(({ amount }) => (amount ? [amount.currency] : [])));
  const amount = (deal: Opportunity) => (currencies.size <= 1 ? (deal.amount?.amount ?? 0) : 0);
  const rank = ({ stage }: Opportunity) => (stage === 'unknown' ? -1 : STAGES.indexOf(stage));
  return (a, b) => rank(b) - rank(a) || amount(b) - amount(a) || byId(a, b);
}

function lastClosedFirst(a: Opportunity, b: Opportunity): number {
  const [one, two] = [a, b].map((deal) => Date.parse(deal.closedAt ?? deal.closeDate ?? '') || 0);
  return (two ?? 0) - (one ?? 0) || byId(a, b);
}

function byId(a: Opportunity, b: Opportunity): number {
  return a.opportunityId < b.opportunityId ? -1 : 1;
}

/** `open`, `won`, `lost`, or `none` where there is no deal. */
export function dealStatus(deal: Opportunity | null): 'open' | 'won' | 'lost' | 'none' {
  if (!deal) return 'none';
  if (deal.stage === 'closed_won') return 'won';
  return deal.stage === 'closed_lost' ? 'lost' : 'open';
}
