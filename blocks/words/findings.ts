import { DataMode } from '../../src/core/data-mode.ts';
import { Finding } from '../../src/core/finding.ts';
import type { PlanRecord } from '../../src/core/plan.ts';

/** What can be read of a tool's answer, field by field; what is missing or malformed is absent. */
export function findingOf(output: unknown): Partial<Finding> {
  if (typeof output !== 'object' || output === null) return {};
  const read = Object.entries(Finding.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(Reflect.get(output, key));
    return parsed.success ? [[key, parsed.data] as const] : [];
  });
  return Object.fromEntries(read);
}

/** The findings of a plan in the order of its steps. */
function findingsOf({ plan, steps }: PlanRecord): Partial<Finding>[] {
  return plan.steps.map((step) => findingOf(steps[step.id]?.output));
}

/** What the plan's steps could not know, each once. */
export function unknownsOf(record: PlanRecord): string[] {
  return [...new Set(findingsOf(record).flatMap((finding) => finding.unknowns ?? []))];
}

export interface DataLabel {
  /** `Sample data` and the like, or null when only own files or live vendors were read. */
  readonly warning: string | null;
  /** The modes and the age in one sentence. */
  readonly sentence: string;
}

const WARNING: Partial<Record<DataMode, string>> = {
  sample: 'Sample data: invented companies and people, for trying Cugar out.',
  mock: 'Mock data: a stand-in for a vendor answered, not the vendor.',
  mixed: 'Mixed data: part of it may be sample data or mock data.',
};

const NAMES: Readonly<Record<DataMode, string>> = {
  sample: 'Sample data',
  local: 'your own files',
  mock: 'Mock data',
  live: 'live vendor data',
  mixed: 'Mixed data',
};

/** What people must be told about facts of this mode; null for their own and for live ones. */
export function modeWarning(mode: DataMode): string | null {
  return WARNING[mode] ?? null;
}

export function modeName(mode: DataMode): string {
  return NAMES[mode];
}

/** Which data the plan rests on. `known` is the mode of the book of business, if the caller knows it. */
export function dataLabel(record: PlanRecord, known?: DataMode): DataLabel {
  const findings = findingsOf(record);
  const seen = new Set(findings.flatMap((finding) => finding.dataMode ?? []));
  if (known) seen.add(known);
  const modes = DataMode.options.filter((mode) => seen.has(mode));
  const warnings = modes.flatMap((mode) => WARNING[mode] ?? []);
  const oldest = findings.flatMap((finding) => finding.asOf ?? []).sort()[0];
  const names = modes.map((mode) => NAMES[mode]).join(' and ');
  const age = oldest === undefined ? '' : `, as of ${oldest.slice(0, 16).replace('T', ' ')} UTC`;
  return {
    warning: warnings.length > 0 ? warnings.join(' ') : null,
    sentence: modes.length === 0 ? 'Data: nothing read yet' : `Data: ${names}${age}`,
  };
}
