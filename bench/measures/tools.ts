import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openLocalBook } from '../../src/adapters/local/open-local-book.ts';
import { loadPlaybook } from '../../src/config/playbook.ts';
import { loadRegistry } from '../../src/config/registry.ts';
import { dealWeights } from '../../src/core/deal-weights.ts';
import { groupBy } from '../../src/core/group-by.ts';
import { Icp } from '../../src/core/icp.ts';
import type { SalesData } from '../../src/core/ports.ts';
import type { Account, Opportunity } from '../../src/core/records.ts';
import type { ReadTool, ToolContext } from '../../src/core/tool.ts';
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts';
import { createDealHistory } from '../../src/learning/deal-history.ts';
import { createPlanMaker } from '../../src/planner/plan-maker.ts';
import { catalogue } from '../../src/tools/index.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Line, Section } from '../support/report.ts';

const AIM_MS = 10;
const EXPORT = resolve('..', 'shared', 'data', 'crm-sales-opportunities');
const SAMPLE = resolve('data', 'sample');
const clock = { now: () => new Date() };

/** A question to each tool about the account whose turn it is; a tool without one is named as not measured. */
type Question = (account: Account, territories: readonly string[]) => unknown;
const about: Question = ({ accountId }) => ({ accountId });
const QUESTIONS: Readonly<Record<string, Question>> = {
  score_account_fit: about,
  detect_buying_signals: about,
  qualify_opportunity: about,
  assess_deal_risk: about,
  explain_recommendation: about,
  extract_buyer_personas: about,
  analyze_win_loss_patterns: () => ({}),
  assess_message_quality: ({ name }) => ({
    message: `Hello,\n\nhow does ${name} plan its lines today?\n\nBest`,
  }),
  assess_capacity_coverage: () => ({}),
  normalize_account_record: ({ name }) => ({ record: { Company: name, NumberOfEmployees: '51-200' } }),
  simulate_territory_change: ({ accountId, territory }, territories) => ({
    fromTerritory: territory,
    toTerritory: territories.find((name) => name !== territory),
    accountIds: [accountId],
  }),
  make_plan: ({ accountId, name }) => ({
    goal: `Is ${name} a good fit and how risky is its deal?`,
    facts: { accounts: [{ accountId, name }], mentioned: name.split(' '), args: {} },
  }),
  manage_template_library: () => ({}),
  retrieve_product_knowledge: () => ({ question: 'How does the product connect to other systems?' }),
  summarize_documents: () => ({ documents: ['service-levels.md', 'onboarding-guide.md'] }),
};

/** What each read-only tool takes for one answer, input and output held against their schemas as in a plan. */
export async function tools(rounds: number): Promise<Section> {
  const dir = existsSync(EXPORT) ? EXPORT : SAMPLE;
  const playbook = loadPlaybook();
  const { registry, version } = loadRegistry('registry.yaml', catalogue);
  const planning = { registry, registryVersion: version, profile: 'sales', approvers: ['U0APPROVER'] };
  const book = await openLocalBook({ dir, clock, isSample: dir === SAMPLE });
  const knowledge = await openKnowledge({
    bookDir: SAMPLE,
    clock,
    mode: () => 'sample',
    rules: playbook.knowledge,
  });
  try {
    const history = createDealHistory(book, dealWeights(playbook));
    const started = performance.now();
    const { closed } = await history.lesson();
    const learning = performance.now() - started;
    const context: ToolContext = {
      planId: 'bench',
      stepId: 'bench',
      traceId: 'bench',
      now: clock.now(),
      data: await withOwners(book),
      knowledge,
      icp: (await book.icp()) ?? Icp.parse({}),
      playbook,
      history,
      planMaker: createPlanMaker({ config: planning, tools: catalogue })({ add: () => {} }),
      signal: new AbortController().signal,
    };
    const territories = [
      ...new Set((await context.data.allAccounts()).flatMap((one) => one.territory ?? [])),
    ];
    const lines: Line[] = [];
    for (const tool of catalogue.values()) {
      if (tool.sideEffect === 'read-only') lines.push(await lineOf(tool, { context, rounds, territories }));
    }
    const { opportunities, accounts } = book.status().counts;
    return {
      title: 'Read-only tools',
      how: `${rounds} answers each over ${dir === SAMPLE ? 'the sample' : 'a public CRM export'} with ${accounts} accounts and ${opportunities.toLocaleString('en-US')} opportunities, after one that warms up; every account given to the rep of most of its deals; knowledge from the sample.`,
      lines: [
        {
          what: `learning from ${closed.toLocaleString('en-US')} closed deals, once for each loaded book`,
          value: shown(learning, 'ms'),
        },
        ...lines,
      ],
    };
  } finally {
    await book.close();
    await knowledge.close();
  }
}

/** An export without owners cannot be asked who covers what: the rep of most of its deals stands in as its owner. */
async function withOwners(book: SalesData): Promise<SalesData> {
  const [accounts, deals, reps] = [
    await book.allAccounts(),
    await book.allOpportunities(),
    await book.reps(),
  ];
  const owners = new Map(
    [...groupBy(deals, ({ accountId }) => accountId)].map(([id, own]) => [id, ownerOf(own)]),
  );
  const owned = accounts.map((account): Account => {
    const owner = account.owner ?? owners.get(account.accountId);
    const territory = account.territory ?? reps.find(({ name }) => name === owner)?.region;
    return {
      ...account,
      ...(owner !== undefined && { owner }),
      ...(territory !== undefined && { territory }),
    };
  });
  const byId = new Map(owned.map((account) => [account.accountId, account]));
  return { ...book, allAccounts: async () => owned, account: async (id) => byId.get(id) ?? null };
}

function ownerOf(deals: readonly Opportunity[]): string | undefined {
  const counts = [...groupBy(deals, ({ owner }) => owner)].sort(([, a], [, b]) => b.length - a.length);
  return counts[0]?.[0];
}

interface Rounds {
  readonly context: ToolContext;
  readonly rounds: number;
  readonly territories: readonly string[];
}

async function lineOf(tool: ReadTool, { context, rounds, territories }: Rounds): Promise<Line> {
  const question = QUESTIONS[tool.name];
  if (!question) return { what: tool.name, value: 'not measured' };
  const accounts = await context.data.allAccounts();
  const times: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const account = accounts[(round + 1) % accounts.length];
    if (!account) return { what: tool.name, value: 'not measured: no accounts' };
    const started = performance.now();
    const input = tool.input.parse(question(account, territories));
    tool.output.parse(await tool.run(input, context));
    if (round >= 0) times.push(performance.now() - started);
  }
  const [half, most] = [quantile(times, 0.5), quantile(times, 0.95)];
  return {
    what: tool.name,
    value: `${shown(half, 'ms')} in the median, ${shown(most, 'ms')} at the 95th percentile`,
    aim: `p95 < ${AIM_MS} ms`,
    met: most < AIM_MS,
  };
}
