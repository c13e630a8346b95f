import { z } from 'zod';
import { DataMode } from './data-mode.ts';

/** One titled list of a tool's answer: a table row, a citation or a candidate a line. Plain text, escaped on output. */
const Detail = z.strictObject({
  title: z.string().min(1).max(80),
  /** Most important first. */
  lines: z.array(z.string().max(500)).max(40),
});

/** What every tool's answer carries, so that each can be shown, weighed and explained in one way. */
export const Finding = z.strictObject({
  /** One plain sentence, the answer itself. No markup; may contain text from data, so escape it on output. */
  headline: z.string().min(1).max(300),
  /** Why, most important first; each a plain sentence. */
  reasons: z.array(z.string()),
  /** What could not be known, in the words a seller would use. */
  unknowns: z.array(z.string()),
  /** 0..1: how much of what counts was known. Null where confidence has no meaning. */
  confidence: z.number().min(0).max(1).nullable(),
  dataMode: DataMode,
  /** Age of the facts: when the source was read. */
  asOf: z.iso.datetime(),
  /** Names of the sources, such as `accounts.csv`. */
  sources: z.array(z.string()),
  /** What the headline and reasons have no room for, shown below them. */
  details: z.array(Detail).max(10).optional(),
});
export type Finding = z.infer<typeof Finding>;
