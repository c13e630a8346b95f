import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { AssignmentBatch } from '../../core/book-writer.ts';

/** Columns of `assignments.csv`, in their order. */
export const ASSIGNMENT_COLUMNS = [
  'account_id',
  'account',
  'rep_id',
  'owner',
  'territory',
  'previous_owner',
  'previous_territory',
  'since',
  'by',
  'plan_id',
  'part',
  'parts',
  'key',
] as const;

const Text = z.string().max(300);
const AssignmentRow = z.object({
  account_id: Text.min(1),
  owner: Text.min(1),
  territory: Text,
  previous_owner: Text,
  previous_territory: Text,
  since: z.iso.date(),
  by: Text,
  plan_id: Text,
  part: z.coerce.number().int().positive(),
  parts: z.coerce.number().int().positive(),
  key: Text.min(1),
});
export type AssignmentRow = z.infer<typeof AssignmentRow> & { readonly line: number };

export interface ReadAssignments {
  /** Rows of complete batches, in the order in which these were completed. */
  readonly rows: readonly AssignmentRow[];
  readonly keys: ReadonlySet<string>;
  readonly faults: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Reads the file line by line, since a write that was cut off may have left half a line: that one is a fault, all
 * others count. A batch counts once, and only when all of its parts are there.
 */
export function readAssignments(text: string): ReadAssignments {
  const parts = new Map<string, Map<number, AssignmentRow>>();
  const complete = new Map<string, readonly AssignmentRow[]>();
  const faults: { line: number; reason: string }[] = [];
  const header = ASSIGNMENT_COLUMNS.join(',');
  text.split('\n').forEach((written, index) => {
    const line = index + 1;
    const content = written.replace(/\r$/, '').replace(/^\uFEFF/, '');
    if (content.trim() === '' || content === header) return;
    const row = rowOf(content, line);
    if (row === null) {
      faults.push({ line, reason: 'is no whole assignment; a write may have been cut off' });
      return;
    }
    if (complete.has(row.key)) return;
    const found = parts.get(row.key) ?? new Map<number, AssignmentRow>();
    parts.set(row.key, found.set(row.part, row));
    if (found.size === row.parts) {
      complete.set(
        row.key,
        [...found.values()].sort((a, b) => a.part - b.part),
      );
      parts.delete(row.key);
    }
  });
  for (const found of parts.values()) {
    const [first] = found.values();
    const reason = `belongs to an approved change of which only ${found.size} of ${first?.parts} parts are here; it does not count`;
    faults.push({ line: first?.line ?? 1, reason });
  }
  return { rows: [...complete.values()].flat(), keys: new Set(complete.keys()), faults };
}

function rowOf(content: string, line: number): AssignmentRow | null {
  let cells: string[] | undefined;
  try {
    [cells] = parse(content) as string[][];
  } catch {
    return null;
  }
  if (cells?.length !== ASSIGNMENT_COLUMNS.length) return null;
  const record = Object.fromEntries(ASSIGNMENT_COLUMNS.map((name, index) => [name, cells[index] ?? '']));
  const parsed = AssignmentRow.safeParse(record);
  if (!parsed.success || parsed.data.part > parsed.data.parts) return null;
  return { ...parsed.data, line };
}

/** The lines of a batch, each ended. */
export function assignmentLines({ key, planId, by, since, assignments }: AssignmentBatch): string {
  return assignments
    .map((assignment, index) =>
      [
        assignment.accountId,
        assignment.accountName,
        assignment.repId,
        assignment.owner,
        assignment.territory ?? assignment.previousTerritory ?? '',
        assignment.previousOwner ?? '',
        assignment.previousTerritory ?? '',
        since,
        by,
        planId,
        String(index + 1),
        String(assignments.length),
        key,
      ]
        .map(cell)
        .join(','),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** One cell on one line. */
function cell(text: string): string {
  const flat = text.replace(/\p{Cc}+/gu, ' ').trim();
  return /[",]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat;
}
