import { z } from 'zod';
import { Key, Label, Share } from './playbook-parts.ts';

export const SignalCategory = z.enum([
  'corporate',
  'people',
  'technology',
  'intent',
  'engagement',
  'pipeline',
]);
export type SignalCategory = z.infer<typeof SignalCategory>;

const SignalType = z.strictObject({
  category: SignalCategory,
  /** Weight of a certain signal that happened just now. */
  weight: Share,
  half_life_days: z.number().positive().max(3_650),
  /** Speaks against buying. */
  negative: z.boolean().default(false),
  /** Housekeeping rather than an event: however often it is reported, it counts once. */
  counts_once: z.boolean().default(false),
  /** Never ranks before a sign of intent, however fresh it is. */
  after_intent: z.boolean().default(false),
  /** Other names for the same kind of event, as vendors and people write them. */
  also: z.array(Label).max(50).default([]),
});

/** What is a signal, how much it weighs, and how fast it fades. */
export const SignalRules = z
  .strictObject({
    types: z.record(Key, SignalType),
    /** The type that a label counts as which is none of these. */
    unknown_counts_as: Key,
    /** Lowest scores of the tiers; below cool it is none. */
    tiers: z
      .strictObject({ hot: Share, warm: Share, cool: Share })
      .refine(({ hot, warm, cool }) => hot > warm && warm > cool, 'the tiers must fall from hot to cool'),
    lookback_days: z.number().int().min(1).max(730),
    /** Positive reports below it are left out; negative ones never are. */
    min_confidence: Share,
    /** Taken for a report that names no confidence; always said. */
    assumed_confidence: Share,
    /** What is left of the confidence of a report without a date. */
    undated_factor: Share,
  })
  .superRefine(({ types, unknown_counts_as }, { addIssue }) => {
    if (Object.hasOwn(types, unknown_counts_as)) return;
    addIssue({
      code: 'custom',
      path: ['unknown_counts_as'],
      message: `no type "${unknown_counts_as}"`,
    });
  });
export type SignalRules = z.infer<typeof SignalRules>;
