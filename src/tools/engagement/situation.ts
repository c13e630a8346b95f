import type { Situation } from '../../core/playbook-templates.ts';
import type { Evidence } from '../../core/proposal.ts';
import { type Account, isClosed, type Opportunity } from '../../core/records.ts';
import { daysSince } from '../shared/dates.ts';
import { oneLine } from '../shared/text.ts';
import type { Hook } from './choose-hook.ts';

export interface Standing {
  readonly situation: Situation;
  /** A sentence for the person who decides. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** A deal was lost so recently that writing may annoy. */
  readonly lostRecently: boolean;
}

const RECENTLY_DAYS = 90;

/** An open deal goes first, then a customer, then a lost deal, then a fresh event; else it is a cold start. */
export function standing(
  account: Account,
  deals: readonly Opportunity[],
  open: Opportunity | null,
  hook: Hook | null,
  now: Date,
): Standing {
  const latest = (stage: string) =>
    deals.filter((deal) => isClosed(deal) && deal.stage === stage).sort((a, b) => closed(b) - closed(a))[0];
  const [won, lost] = [latest('closed_won'), latest('closed_lost')];
  const base = { lostRecently: false, evidence: hook ? [evidenceOf(hook)] : [] };
  if (open) {
    const text = `Open deal: ${oneLine(open.name, 80)}, ${open.stage === 'unknown' ? 'stage unknown' : open.stage}`;
    return {
      ...base,
      situation: 'open_deal',
      why: 'A deal is open with them.',
      evidence: [...base.evidence, fact(open, text)],
    };
  }
  if (won) {
    const text = `Won deal: ${oneLine(won.name, 80)}`;
    return {
      ...base,
      situation: 'customer',
      why: 'They are a customer.',
      evidence: [...base.evidence, fact(won, text)],
    };
  }
  if (account.status === 'active') {
    return { ...base, situation: 'customer', why: 'They are recorded as an active customer.' };
  }
  if (lost) {
    const age = daysSince(lost.closedAt ?? lost.closeDate, now);
    return {
      situation: 'revisit',
      why: 'The last deal with them was lost.',
      evidence: [...base.evidence, fact(lost, `Lost deal: ${oneLine(lost.name, 80)}`)],
      lostRecently: age !== null && age >= 0 && age < RECENTLY_DAYS,
    };
  }
  return hook
    ? {
        ...base,
        situation: 'signal',
        why: 'Something happened at the account that may have changed its plans.',
      }
    : {
        ...base,
        situation: 'cold',
        why: 'Nothing is on record to refer to, so the message asks instead of assuming.',
      };
}

function closed(deal: Opportunity): number {
  return Date.parse(deal.closedAt ?? deal.closeDate ?? '') || 0;
}

function fact(deal: Opportunity, text: string): Evidence {
  const date = deal.closedAt ?? deal.stageChangedAt ?? deal.createdAt;
  return { text, source: deal.source, ...(date ? { occurredAt: date } : {}) };
}

function evidenceOf({ record, sources, occurredAt }: Hook): Evidence {
  return {
    text: oneLine(record.title, 160),
    source: oneLine(sources.join(', '), 80),
    occurredAt,
    ...(record.url?.startsWith('https://') ? { url: record.url } : {}),
  };
}
