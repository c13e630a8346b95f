import type { LearnedUse } from '../core/learning.ts';
import type { LearningReport } from '../learning/report.ts';

const NAMES: Readonly<Record<LearnedUse, string>> = {
  defaults: 'default chances',
  level: 'own win rate',
  factors: 'fitted factors',
};
const MAX_WEIGHTS = 30;
const MAX_LABELS = 12;
/** Log-odds too small to be worth a line. */
const SMALL = 0.05;

/** The report for people. */
export function calibrationText(report: LearningReport): string {
  const { summary, closed, won, winRate, cycle, stageTimes, test } = report;
  const rate = winRate
    ? `${won} of ${closed} closed deals won: ${percent(winRate.value)} (${percent(winRate.low)} to ${percent(winRate.high)}).`
    : 'No deal has closed.';
  const cycleText = cycle
    ? [
        `Won deals took ${cycle.wonMedian} days in the median, nine of ten at most ${cycle.wonMost}; the longest of all deals ${cycle.longest}.`,
      ]
    : ['How long deals take is not known: they have no dates of creation and closing.'];
  return [
    summary,
    rate,
    ...cycleText,
    ...stageTimes.map(stageLine),
    ...(test ? testText(report, test) : []),
  ].join('\n');
}

type Test = NonNullable<LearningReport['test']>;

function stageLine({ stage, ended, open, median, most }: LearningReport['stageTimes'][number]): string {
  const days = (value: number | null) => (value === null ? 'more days than were seen' : `${value} days`);
  return `Half of the deals left ${stage} within ${days(median)}, three quarters within ${days(most)} (${ended} left it, ${open} are still there).`;
}

function testText({ use, stageTimes }: LearningReport, test: Test): string[] {
  const where =
    test.split === 'time'
      ? `Learned from deals that closed until ${test.learnedUntil}, tested on ${test.deals} later ones at ${test.moments} moments.`
      : `The deals have no dates, so they were split at random ${test.splits} times; tested on ${test.deals} deals.`;
  const stages = test.stagesKnown
    ? 'Chances by stage are learned.'
    : 'Chances by stage cannot be learned: closed deals do not say in which stage they were (column last_open_stage).';
  const models = test.models.map(({ use: name, auc, brier, logLoss, z }) => [
    `${name === use ? '* ' : '  '}${NAMES[name]}`,
    auc === null ? '-' : auc.toFixed(3),
    brier.toFixed(4),
    logLoss.toFixed(4),
    z === null ? '' : z.toFixed(1),
  ]);
  const bins = test.reliability.map((bin) => [
    percent(bin.foreseen),
    percent(bin.won),
    `${percent(bin.low)} to ${percent(bin.high)}`,
    `${bin.moments}`,
  ]);
  const fitted = test.weights.filter((one) => one.fitted && one.name !== 'start');
  const weights = fitted
    .filter(({ weight }) => Math.abs(weight) >= SMALL)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_WEIGHTS)
    .map(({ name, prior, weight, deals }) => [name, prior.toFixed(2), weight.toFixed(2), `${deals}`]);
  const small = fitted.filter(({ weight }) => Math.abs(weight) < SMALL).length;
  const refused = test.facts.flatMap(({ name, refused: why }) => (why === null ? [] : [`  ${name} ${why}`]));
  const taken = test.facts.flatMap(({ name, refused: why }) => (why === null ? [name] : []));
  return [
    where,
    stages,
    ...(stageTimes.length > 0
      ? []
      : [
          'How long stages last cannot be learned: too few deals say when they came into them (columns discovery_at to negotiation_at).',
        ]),
    '',
    'Way of judging (* in use), on deals kept out:',
    ...table([['  ', 'AUC', 'Brier', 'log loss', 'better by, in standard errors'], ...models]),
    '',
    `Reliability of ${NAMES[use]}:`,
    ...table([['foreseen', 'won', '95 %', 'moments'], ...bins]),
    '',
    use === 'factors' ? 'Weights in log-odds:' : 'Weights in log-odds, not used:',
    ...(weights.length > 0 ? table([['', 'default', 'fitted', 'deals'], ...weights]) : []),
    ...(small > 0 ? [`  ${small} ${weights.length > 0 ? 'more ' : ''}of less than ${SMALL}`] : []),
    '',
    ...segmentText(test),
    `Facts that may foresee: ${taken.length > 0 ? taken.join(', ') : 'none'}.`,
    'Facts that may not:',
    ...refused,
  ];
}

/** Win rates of the labels, most frequent first; of segments that chance explains only that it does. */
function segmentText({ segments }: Test): string[] {
  if (segments.length === 0) return [];
  const rows = segments.flatMap(({ segment, labels, differs }) =>
    differs
      ? labels
          .slice(0, MAX_LABELS)
          .map(({ label, deals, won, expected }) => [
            `${segment} ${label.slice(0, 40)}`,
            `${won} of ${deals}`,
            percent(won / deals),
            percent(expected),
          ])
      : [],
  );
  const alike = segments.filter(({ differs }) => !differs).map(({ segment }) => segment);
  return [
    'Win rates by segment; expected is pulled towards all deals as far as chance may have made the difference:',
    ...(rows.length > 0 ? table([['', 'won', 'rate', 'expected'], ...rows]) : []),
    ...(alike.length > 0 ? [`  No more apart than chance would make them: ${alike.join(', ')}.`] : []),
    '',
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
