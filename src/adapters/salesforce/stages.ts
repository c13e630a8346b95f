import type { Stage } from '../../core/records.ts';
import { namedStages, type PipelineStage } from '../deal-stages.ts';
import type { SalesforceStage } from './schema.ts';

/** By the name that records carry, in lower case. */
export type SalesforceStages = ReadonlyMap<string, PipelineStage>;

/** Of the sales process that an organization begins with, and of the one of the smaller editions. */
const USUAL: Readonly<Record<string, Stage>> = {
  prospecting: 'discovery',
  qualification: 'qualification',
  'needs analysis': 'qualification',
  'value proposition': 'qualification',
  'id. decision makers': 'qualification',
  'perception analysis': 'qualification',
  'proposal/price quote': 'proposal',
  'negotiation/review': 'negotiation',
  qualify: 'discovery',
  'meet & present': 'qualification',
  propose: 'proposal',
  negotiate: 'negotiation',
};

/**
 * What the stages of an organization mean: what the registry says of a name, else whether the stage is
 * closed and how, else the usual ones. Any other is unknown.
 */
export function stagesOf(
  all: readonly SalesforceStage[],
  named: Readonly<Record<string, Stage>>,
): SalesforceStages {
  const said = namedStages(named);
  return new Map(
    all.map(({ ApiName, MasterLabel, IsClosed, IsWon, SortOrder }, index) => {
      const names = [ApiName, MasterLabel].map((name) => name.trim().toLowerCase());
      const meant = names.map((name) => said.get(name)).find((stage) => stage !== undefined);
      const closed = IsClosed ? (IsWon ? 'closed_won' : 'closed_lost') : undefined;
      const stage = meant ?? closed ?? usualOf(names) ?? 'unknown';
      return [names[0] ?? '', { label: MasterLabel, stage, order: SortOrder ?? index }];
    }),
  );
}

/** The stage that a record is in; undefined for one that the organization no longer has. */
export function stageNamed(stages: SalesforceStages, name: string): PipelineStage | undefined {
  return stages.get(name.trim().toLowerCase());
}

function usualOf(names: readonly string[]): Stage | undefined {
  const name = names.find((one) => Object.hasOwn(USUAL, one));
  return name === undefined ? undefined : USUAL[name];
}
