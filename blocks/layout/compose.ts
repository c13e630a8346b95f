import type { KnownBlock } from '@slack/types';
import { lengthOf } from '../text/clean.ts';
import { type Mrkdwn, md } from '../text/mrkdwn.ts';
import { MAX_BLOCKS, MAX_TEXT, type Message } from './message.ts';
import { context } from './parts.ts';

/** Blocks that stay or go together. Required parts are bounded by whoever makes them. */
export interface Part {
  readonly blocks: readonly KnownBlock[];
  /** May be left out, with a note, when the message would grow too long. */
  readonly detail?: boolean;
}

export interface Composition {
  readonly text: string;
  /** Begins every block id; it must differ between two versions of one message. */
  readonly idPrefix: string;
  readonly parts: readonly Part[];
  /** Details that are not among the parts, as too many: they are counted with those left out. */
  readonly unlisted?: number;
  /** Where left-out details can be read. */
  readonly more: Mrkdwn;
}

/** Room for the note that says how much was left out. */
const NOTE = 200;

/** Makes the message, with as many details as fit into Slack's limits, in the order given. */
export function compose({ text, idPrefix, parts, unlisted = 0, more }: Composition): Message {
  const filled = parts.filter(({ blocks }) => blocks.length > 0);
  const required = filled.filter((part) => !part.detail).flatMap((part) => part.blocks);
  let room = MAX_TEXT - NOTE - lengthOf(text) - weigh(required);
  let slots = MAX_BLOCKS - 1 - required.length;
  let left = unlisted;
  const shown = filled.filter((part) => {
    if (!part.detail) return true;
    const weight = weigh(part.blocks);
    const fits = weight <= room && part.blocks.length <= slots;
    if (!fits) {
      left += 1;
      return false;
    }
    room -= weight;
    slots -= part.blocks.length;
    return true;
  });
  const note = left > 0 ? [context(md`${left} more, see ${more}`)] : [];
  const blocks = [...shown.flatMap((part) => part.blocks), ...note];
  return { text, blocks: blocks.map((block, index) => ({ ...block, block_id: `${idPrefix}.${index}` })) };
}

/** Code points in every string of a value: more than what Slack counts, never less. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return lengthOf(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => (key === 'type' ? sum : sum + weigh(inner)), 0);
}
