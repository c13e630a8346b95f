import { z } from 'zod';
import type { Rep } from '../../core/records.ts';
import type { Column } from './columns.ts';
import { fields } from './fields.ts';
import { entityRows, isFirst, type LoadContext, originOf, record, stableId } from './load-context.ts';

const RepRow = z.strictObject({
  rep_id: fields.id,
  name: z.string('is missing').max(200, 'is longer than 200 characters'),
  territory: fields.name,
  region: fields.name,
  capacity: fields.count,
  manager: fields.name,
} satisfies Record<Column<'reps'>, z.ZodType>);

/** Reads the sales representatives, by id. */
export async function loadReps(context: LoadContext): Promise<Map<string, Rep>> {
  const origin = originOf(context, 'reps');
  const reps = new Map<string, Rep>();
  for await (const row of entityRows(context, 'reps', RepRow)) {
    const { name, territory, region, capacity, manager, rep_id } = row.value;
    const repId = rep_id ?? stableId('rep', name);
    if (!isFirst(reps, repId, row)) continue;
    reps.set(repId, record(origin, { extra: row.extra, repId, name, territory, region, capacity, manager }));
  }
  return reps;
}
