import { createBreather } from '../core/breathe.ts';
import type { DealWeights } from '../core/deal-weights.ts';
import type { DealHistory, Lesson } from '../core/learning.ts';
import type { SalesData } from '../core/ports.ts';
import type { Account } from '../core/records.ts';
import { type Learned, learn } from './learn.ts';
import { lessonOf } from './lesson.ts';

type BookData = Pick<SalesData, 'account' | 'allOpportunities' | 'status'>;

export interface OwnHistory extends DealHistory {
  /** Everything behind the lesson. */
  learned(): Promise<Learned>;
}

/** Learns from the book of business when first asked, and again when another book is loaded. */
export function createDealHistory(data: BookData, weights: DealWeights): OwnHistory {
  let of = '';
  let current: Promise<{ learned: Learned; lesson: Lesson }> | null = null;
  const latest = async () => {
    const { loadedAt, counts } = data.status();
    const loaded = `${loadedAt.toISOString()} ${counts.opportunities}`;
    if (current === null || of !== loaded) {
      of = loaded;
      current = study(data, weights);
      current.catch(() => {
        if (of === loaded) current = null;
      });
    }
    return await current;
  };
  return {
    lesson: async () => (await latest()).lesson,
    learned: async () => (await latest()).learned,
  };
}

async function study(data: BookData, weights: DealWeights) {
  const breathe = createBreather();
  const deals = await data.allOpportunities();
  const accounts = new Map<string, Account | null>();
  for (const { accountId } of deals) {
    if (accountId === undefined || accounts.has(accountId)) continue;
    accounts.set(accountId, await data.account(accountId));
    await breathe();
  }
  const learned = await learn({
    deals,
    weights,
    accountOf: (accountId) => accounts.get(accountId) ?? null,
    breathe,
  });
  return { learned, lesson: lessonOf(learned) };
}
