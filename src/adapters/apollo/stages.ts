import { STAGES, type Stage } from '../../core/records.ts';
import type { Deal, DealStage } from './schema.ts';

/** What the stages of an installation are called and mean, by their ids. */
export type ApolloStages = ReadonlyMap<string, { readonly name: string; readonly means: Stage }>;

/** What the registry says of a stage's id or name, else whether it is closed and how, else its plain name. */
export function stagesOf(all: readonly DealStage[], named: Readonly<Record<string, Stage>>): ApolloStages {
  const said = new Map(Object.entries(named).map(([name, stage]) => [name.toLowerCase(), stage]));
  return new Map(
    all.map((stage) => {
      const { id, name } = stage;
      const plain = name.trim().toLowerCase();
      const means = said.get(id.toLowerCase()) ?? said.get(plain) ?? outcomeOf(stage);
      return [id, { name, means: means ?? STAGES.find((usual) => usual === plain) ?? 'unknown' }];
    }),
  );
}

/** How a deal or a stage is closed, if it is. */
export function outcomeOf({
  is_won: isWon,
  is_closed: isClosed,
}: Pick<Deal, 'is_won' | 'is_closed'>): 'closed_won' | 'closed_lost' | undefined {
  if (isWon === true) return 'closed_won';
  return isClosed === true ? 'closed_lost' : undefined;
}
