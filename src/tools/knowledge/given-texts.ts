import { z } from 'zod';
import type { KnowledgeDocument } from '../../core/knowledge.ts';
import type { SalesData } from '../../core/ports.ts';

/** A text to summarize that is no document of the folder, such as notes. */
export const GivenText = z.strictObject({
  id: z.string().min(1).max(80),
  title: z.string().min(1).max(120).optional(),
  text: z.string().trim().min(1).max(200_000),
});
export type GivenText = z.infer<typeof GivenText>;

/** The text as a document: a paragraph a passage, without owner and review. */
export function asDocument({ id, title, text }: GivenText, data: SalesData): KnowledgeDocument {
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ line: index + 1, text: line.trim() }));
  const { mode, loadedAt } = data.status();
  return {
    docId: id,
    title: title ?? id,
    audience: 'internal',
    tags: [],
    passages: lines.filter((line) => line.text !== '').map((line) => ({ lines: [line] })),
    source: id,
    mode,
    asOf: loadedAt.toISOString(),
  };
}
