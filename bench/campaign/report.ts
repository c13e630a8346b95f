import type { ChapterResult } from './chapter.ts';
import { percentile } from './figures.ts';

/** What is written to `last-report.json`. */
export interface Report {
  readonly seed: number;
  readonly minutes: number;
  readonly plansPerSecond: number;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly plans: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly commands: Readonly<Record<string, number>>;
  readonly clicks: Readonly<Record<string, number>>;
  readonly plansByOutcome: Readonly<Record<string, number>>;
  readonly decisions: Readonly<Record<string, number>>;
  readonly duplicatesAbsorbed: Readonly<Record<string, number>>;
  readonly auditEntries: number;
  readonly resumeMs: Spread;
  readonly recoveryMs: Spread;
  readonly settleMs: Spread;
  /** How many times as long as alone things took in each chapter, because others used the machine. */
  readonly stretch: readonly number[];
  readonly violations: readonly {
    readonly seed: number;
    readonly invariant: string;
    readonly text: string;
  }[];
  readonly chapterSeeds: readonly number[];
}

interface Spread {
  readonly count: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export function reportOf(
  head: Pick<Report, 'seed' | 'minutes' | 'plansPerSecond' | 'startedAt'>,
  chapters: readonly ChapterResult[],
): Report {
  const figures = chapters.map((chapter) => chapter.figures);
  return {
    ...head,
    endedAt: new Date().toISOString(),
    plans: figures.reduce((sum, { plansByOutcome }) => sum + total(plansByOutcome), 0),
    faults: summed(chapters.map(({ faults }) => faults)),
    commands: summed(figures.map(({ commands }) => commands)),
    clicks: summed(figures.map(({ clicks }) => clicks)),
    plansByOutcome: summed(figures.map(({ plansByOutcome }) => plansByOutcome)),
    decisions: summed(figures.map(({ decisions }) => decisions)),
    duplicatesAbsorbed: summed(figures.map(({ duplicatesAbsorbed }) => duplicatesAbsorbed)),
    auditEntries: figures.reduce((sum, { auditEntries }) => sum + auditEntries, 0),
    resumeMs: spread(figures.flatMap(({ resumeMs }) => resumeMs)),
    recoveryMs: spread(figures.flatMap(({ recoveryMs }) => recoveryMs)),
    settleMs: spread(figures.map(({ settleMs }) => settleMs)),
    stretch: figures.map(({ stretch }) => Math.round(stretch * 10) / 10),
    violations: chapters.flatMap(({ seed, violations }) => violations.map((one) => ({ seed, ...one }))),
    chapterSeeds: chapters.map(({ seed }) => seed),
  };
}

/** The report as people read it. */
export function describeReport(report: Report): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  const times = ({ count, p50, p99, max }: Spread) => `p50 ${p50} · p99 ${p99} · max ${max} (${count})`;
  const broken = report.violations.map(
    ({ seed, invariant, text }) => `  ${invariant} (seed ${seed}) ${text}`,
  );
  return [
    `seed ${report.seed}, ${report.chapterSeeds.length} chapters, ${report.plans} plans, ${report.auditEntries} audit entries`,
    `faults       ${list(report.faults)}`,
    `plans        ${list(report.plansByOutcome)}`,
    `decisions    ${list(report.decisions)}`,
    `commands     ${list(report.commands)}`,
    `clicks       ${list(report.clicks)}`,
    `absorbed     ${list(report.duplicatesAbsorbed)}`,
    `resume ms    ${times(report.resumeMs)}`,
    `recovery ms  ${times(report.recoveryMs)}`,
    `settle ms    ${times(report.settleMs)}`,
    `stretch      ${report.stretch.map((one) => `${one} times as long as alone`).join(', ')}`,
    `violations   ${report.violations.length}`,
    ...broken.slice(0, 60),
  ].join('\n');
}

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function summed(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

function spread(values: readonly number[]): Spread {
  const rounded = (share: number) => {
    const value = percentile(values, share);
    return value === null ? null : Math.round(value);
  };
  return { count: values.length, p50: rounded(0.5), p99: rounded(0.99), max: rounded(1) };
}
