import type { Stage } from '../../core/records.ts';
import { namedStages } from '../deal-stages.ts';
import type { PipedriveStage } from './schema.ts';

export type PipedriveStages = ReadonlyMap<number, PipedriveStage & { readonly means: Stage }>;

/** Of the pipeline that every account begins with, and their usual translations into plain words. */
const USUAL: Readonly<Record<string, Stage>> = {
  qualified: 'discovery',
  'contact made': 'discovery',
  'demo scheduled': 'qualification',
  'proposal made': 'proposal',
  'proposal sent': 'proposal',
  'negotiations started': 'negotiation',
  negotiation: 'negotiation',
};

/** What the stages of an installation mean: what the registry says of a name, else the usual ones, else unknown. */
export function stagesOf(
  all: readonly PipedriveStage[],
  named: Readonly<Record<string, Stage>>,
): PipedriveStages {
  const said = namedStages(named);
  return new Map(
    all.map((stage) => {
      const name = stage.name.trim().toLowerCase();
      const usual = Object.hasOwn(USUAL, name) ? USUAL[name] : undefined;
      return [stage.id, { ...stage, means: said.get(name) ?? usual ?? 'unknown' }];
    }),
  );
}
