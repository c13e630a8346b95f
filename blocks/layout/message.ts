import type { KnownBlock } from '@slack/types';

/** What `chat.postMessage`, `chat.update` and `respond` take. */
export interface Message {
  /** Complete on its own: it is all that a notification and a screen reader get. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** A message whose text may not fit: its card shows the beginning, its thread the whole. */
export interface LongMessage extends Message {
  /** The full text in parts for the thread (see `threadPart`); empty when the card shows all of it. */
  readonly overflow: readonly string[];
  /** What goes into its thread as files. */
  readonly files?: readonly MessageFile[];
}

/** A small text file for people, such as a calendar entry. */
export interface MessageFile {
  readonly filename: string;
  readonly title: string;
  readonly text: string;
  /** What to do with its text where Slack takes no file. */
  readonly instead: string;
}

export const MAX_BLOCKS = 50;

/** Code points in all texts of a message. Slack refuses some above 11,000, without documenting where it begins. */
export const MAX_TEXT = 8_000;
