import { STAGES, type Stage } from '../core/records.ts';

/** A stage of a vendor's pipeline: what it is called, what it means, and how far along it is. */
export interface PipelineStage {
  readonly label: string;
  readonly stage: Stage;
  readonly order: number;
}

const ORDER: readonly string[] = STAGES;

/** Whether a deal that went from one stage to the other came nearer to its end. */
export function isForward(from: PipelineStage | undefined, to: PipelineStage | undefined): boolean {
  if (!from || !to || to.stage === 'closed_lost') return false;
  const [before, after] = [ORDER.indexOf(from.stage), ORDER.indexOf(to.stage)];
  return before >= 0 && after >= 0 && before !== after ? after > before : to.order > from.order;
}

/** What the registry says stages mean, by lower-case id or name. */
export function namedStages(named: Readonly<Record<string, Stage>>): ReadonlyMap<string, Stage> {
  return new Map(Object.entries(named).map(([name, stage]) => [name.trim().toLowerCase(), stage]));
}
