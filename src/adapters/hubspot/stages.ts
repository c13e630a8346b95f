import { STAGES, type Stage } from '../../core/records.ts';
import type { HubspotPipelines } from './schema.ts';

/** A stage of a pipeline: what it is called, what it means, and how far along it is. */
export interface HubspotStage {
  readonly label: string;
  readonly stage: Stage;
  readonly order: number;
}

export type HubspotStages = ReadonlyMap<string, HubspotStage>;

/** Of the pipeline that every account begins with. */
const USUAL: Readonly<Record<string, Stage>> = {
  appointmentscheduled: 'discovery',
  qualifiedtobuy: 'qualification',
  presentationscheduled: 'proposal',
  decisionmakerboughtin: 'negotiation',
  contractsent: 'negotiation',
  closedwon: 'closed_won',
  closedlost: 'closed_lost',
};

/**
 * What the stages of an installation mean: what the registry says of an id or a name, else the usual ids,
 * else whether the stage is closed and how. Any other is unknown.
 */
export function stagesOf(pipelines: HubspotPipelines, named: Readonly<Record<string, Stage>>): HubspotStages {
  const byName = new Map(Object.entries(named).map(([name, stage]) => [name.toLowerCase(), stage]));
  const all = pipelines.results.flatMap(({ stages }) => stages);
  return new Map(
    all.map(({ id, label, displayOrder, metadata }) => {
      const said = byName.get(id.toLowerCase()) ?? byName.get(label.toLowerCase());
      const usual = Object.hasOwn(USUAL, id) ? USUAL[id] : undefined;
      const closed = metadata.isClosed === 'true' ? outcome(metadata.probability) : undefined;
      return [id, { label, stage: said ?? usual ?? closed ?? 'unknown', order: displayOrder }];
    }),
  );
}

function outcome(probability: string | null | undefined): Stage | undefined {
  if (Number(probability) === 1) return 'closed_won';
  return probability !== '' && Number(probability) === 0 ? 'closed_lost' : undefined;
}

const ORDER: readonly string[] = STAGES;

/** Whether a deal that went from one stage to the other came nearer to its end. */
export function isForward(from: HubspotStage | undefined, to: HubspotStage | undefined): boolean {
  if (!from || !to || to.stage === 'closed_lost') return false;
  const [before, after] = [ORDER.indexOf(from.stage), ORDER.indexOf(to.stage)];
  return before >= 0 && after >= 0 && before !== after ? after > before : to.order > from.order;
}
