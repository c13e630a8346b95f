import { z } from 'zod';
import { isoDay } from '../../core/clock.ts';
import type { KnowledgeDocument } from '../../core/knowledge.ts';
import { spokenDay } from '../shared/dates.ts';
import { oneLine } from '../shared/text.ts';

/** Where a text stands: enough to look it up. */
export const Citation = z.strictObject({
  docId: z.string(),
  title: z.string(),
  /** Line of the file, from 1. */
  line: z.number().int().positive(),
});
export type Citation = z.infer<typeof Citation>;

/** `Pricing guardrails, pricing-guardrails.md:12` */
export function cited({ docId, title, line }: Citation): string {
  return `${title}, ${docId}:${line}`;
}

export function shownTitle({ title }: Pick<KnowledgeDocument, 'title'>): string {
  return oneLine(title, 80);
}

export function shownId({ docId }: Pick<KnowledgeDocument, 'docId'>): string {
  return oneLine(docId, 80);
}

/** Past the day by which somebody should have read it again. */
export function isStale({ reviewBy }: KnowledgeDocument, now: Date): boolean {
  return reviewBy !== undefined && reviewBy < isoDay(now);
}

/** `Enterprise support was due for review on 30 June 2025; ask Customer Success whether it still holds.` */
export function staleNote(document: KnowledgeDocument): string {
  const due = `${shownTitle(document)} was due for review on ${spokenDay(document.reviewBy ?? '')}`;
  return document.owner === undefined
    ? `${due}; check whether it still holds.`
    : `${due}; ask ${oneLine(document.owner, 60)} whether it still holds.`;
}
