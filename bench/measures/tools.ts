import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openLocalBook } from '../../src/adapters/local/open-local-book.ts';
import { loadPlaybook } from '../../src/config/playbook.ts';
import { dealWeights } from '../../src/core/deal-weights.ts';
import { Icp } from '../../src/core/icp.ts';
import type { Account } from '../../src/core/records.ts';
import type { ReadTool, ToolContext } from '../../src/core/tool.ts';
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts';
import { createDealHistory } from '../../src/learning/deal-history.ts';
import { catalogue } from '../../src/tools/index.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Line, Section } from '../support/report.ts';

const AIM_MS = 10;
const EXPORT = resolve('..', 'shared', 'data', 'crm-sales-opportunities');
const SAMPLE = resolve('data', 'sample');
const clock = { now: () => new Date() };

/** A question to each tool about the account whose turn it is; a tool without one is named as not measured. */
type Question = (account: Account, accounts: readonly Account[]) => unknown;
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
  retrieve_product_knowledge: () => ({ question: 'How does the product connect to other systems?' }),
};

/** What each read-only tool takes for one answer, input and output held against their schemas as in a plan. */
export async function tools(rounds: number): Promise<Section> {
  const dir = existsSync(EXPORT) ? EXPORT : SAMPLE;
  const playbook = loadPlaybook();
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
      data: book,
      knowledge,
      icp: (await book.icp()) ?? Icp.parse({}),
      playbook,
      history,
      signal: new AbortController().signal,
    };
    const lines: Line[] = [];
    for (const tool of catalogue.values()) {
      if (tool.sideEffect === 'read-only') lines.push(await lineOf(tool, context, rounds));
    }
    const { opportunities, accounts } = book.status().counts;
    return {
      title: 'Read-only tools',
      how: `${rounds} answers each over ${dir === SAMPLE ? 'the sample' : 'a public CRM export'} with ${accounts} accounts and ${opportunities.toLocaleString('en-US')} opportunities, after one that warms up; knowledge from the sample.`,
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

async function lineOf(tool: ReadTool, context: ToolContext, rounds: number): Promise<Line> {
  const question = QUESTIONS[tool.name];
  if (!question) return { what: tool.name, value: 'not measured' };
  const accounts = await context.data.allAccounts();
  const times: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const account = accounts[(round + 1) % accounts.length];
    if (!account) return { what: tool.name, value: 'not measured: no accounts' };
    const started = performance.now();
    const input = tool.input.parse(question(account, accounts));
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
