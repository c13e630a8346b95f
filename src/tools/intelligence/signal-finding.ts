import { z } from 'zod';
import { SignalCategory } from '../../core/playbook-signals.ts';
import { oneLine } from '../shared/text.ts';
import type { WeighedEvent } from './weigh-signals.ts';

/** One event as the tools hand it on. Its id is that of the earliest report. */
export const SignalFinding = z.strictObject({
  id: z.string(),
  type: z.string(),
  category: SignalCategory,
  polarity: z.enum(['positive', 'negative']),
  title: z.string(),
  /** Who reported it; several names parted by commas. */
  source: z.string(),
  occurredAt: z.string().optional(),
  ageDays: z.number().int().optional(),
  confidence: z.number().min(0).max(1),
  weight: z.number().min(0).max(1),
  undated: z.boolean().optional(),
});
export type SignalFinding = z.infer<typeof SignalFinding>;

export function toSignalFinding(event: WeighedEvent): SignalFinding {
  const { record, type, ageDays } = event.first;
  return {
    id: record.signalId,
    type: type.type,
    category: type.category,
    polarity: event.polarity,
    title: oneLine(record.title, 100),
    source: oneLine(event.sources.join(', '), 80),
    ...(record.occurredAt === undefined || ageDays === null
      ? { undated: true }
      : { occurredAt: record.occurredAt, ageDays }),
    confidence: Math.round(event.confidence * 1_000) / 1_000,
    weight: event.weight,
  };
}
