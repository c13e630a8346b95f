import type { Stage } from '../../core/records.ts';
import { namedStages, type PipelineStage } from '../deal-stages.ts';
import type { HubspotPipelines } from './schema.ts';

export type HubspotStages = ReadonlyMap<string, PipelineStage>;

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
  const byName = namedStages(named);
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
