import { loadPlaybook } from '../../src/config/playbook.ts';
import { Icp } from '../../src/core/icp.ts';
import type { Account, Opportunity, Rep } from '../../src/core/records.ts';
import type { ProposeTool, ToolContext } from '../../src/core/tool.ts';
import { catalogue } from '../../src/tools/index.ts';
import { inMemoryData } from '../../tests/support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../tests/support/in-memory-knowledge.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Section } from '../support/report.ts';

const ACCOUNTS = 1_000;
const REPS = 35;
const AIM_MS = 200;
const ORIGIN = { source: 'bench', mode: 'sample', asOf: '2026-11-22T00:00:00.000Z' } as const;
const COUNTRIES = ['Germany', 'France', 'United States', 'Canada', 'Japan'] as const;
const INDUSTRIES = ['Software', 'Manufacturing', 'Logistics', 'Healthcare', 'Retail', 'Mining'] as const;
const STAGES = ['discovery', 'proposal', 'closed_won', 'closed_lost'] as const;

/** How long the proposal for many accounts takes: in a book that was just loaded, and in one that was asked before. */
export async function assignment(rounds: number): Promise<Section> {
  const tool = catalogue.get('assign_territory') as ProposeTool;
  const context = contextOf();
  const accountIds = Array.from({ length: ACCOUNTS }, (_, n) => `a${n}`);
  const input = tool.input.parse({ accountIds });
  const once = async (data: ToolContext['data']) => {
    const started = performance.now();
    await tool.run(input, { ...context, data });
    return performance.now() - started;
  };
  const fresh: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const data = bookOf();
    fresh.push(await once(data));
    again.push(await once(data));
  }
  const p95 = quantile(fresh, 0.95);
  return {
    title: 'Assignment of territories',
    how: `${ACCOUNTS} accounts that nobody has, three deals each, weighed and placed among ${REPS} reps of five countries, with the proposal that a person decides on; ${rounds} books loaded one after the other.`,
    lines: [
      { what: 'a fresh book, median', value: shown(quantile(fresh, 0.5), 'ms') },
      { what: 'a fresh book, p95', value: shown(p95, 'ms'), aim: `< ${AIM_MS} ms`, met: p95 < AIM_MS },
      { what: 'asked again, p95', value: shown(quantile(again, 0.95), 'ms') },
    ],
  };
}

function contextOf(): Omit<ToolContext, 'data'> {
  return {
    planId: 'bench',
    stepId: 'bench',
    traceId: 'bench',
    now: new Date(ORIGIN.asOf),
    knowledge: inMemoryKnowledge(),
    icp: Icp.parse({ industries: ['Software', 'Healthcare'], regions: ['Europe', 'North America'] }),
    playbook: loadPlaybook(),
    signal: new AbortController().signal,
  };
}

/** The same book, as new as if it had just been read. */
function bookOf(): ToolContext['data'] {
  const accounts = Array.from(
    { length: ACCOUNTS },
    (_, n): Account => ({
      ...ORIGIN,
      accountId: `a${n}`,
      name: `Account ${n}`,
      aliases: [],
      technologies: [],
      country: COUNTRIES[n % COUNTRIES.length] as string,
      industry: INDUSTRIES[(n * 7) % INDUSTRIES.length] as string,
      employeeCount: 50 + n * 7,
    }),
  );
  const deals = Array.from(
    { length: 3 * ACCOUNTS },
    (_, n): Opportunity => ({
      ...ORIGIN,
      opportunityId: `d${n}`,
      accountId: `a${n % ACCOUNTS}`,
      name: `Deal ${n}`,
      stage: STAGES[n % STAGES.length] ?? 'unknown',
      owner: `Rep ${(n * 11) % REPS}`,
      amount: { amount: 1_000 + n, currency: 'USD' },
      createdAt: '2026-03-01',
      criteria: {},
    }),
  );
  const reps = Array.from(
    { length: REPS },
    (_, n): Rep => ({
      ...ORIGIN,
      repId: `r${n}`,
      name: `Rep ${n}`,
      territory: COUNTRIES[n % COUNTRIES.length] as string,
      capacity: 200,
    }),
  );
  return inMemoryData({ accounts, opportunities: deals, reps });
}
