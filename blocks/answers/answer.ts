import type { KnownBlock } from '@slack/types';
import { compose } from '../layout/compose.ts';
import type { Message } from '../layout/message.ts';
import { section } from '../layout/parts.ts';
import { code, fallback, type Mrkdwn } from '../text/mrkdwn.ts';

export interface AnswerOptions {
  /** The answer in one paragraph: the fallback text, and the first block unless `blocks` are given. */
  readonly sentence: Mrkdwn;
  readonly blocks?: readonly KnownBlock[];
  /** Shown entry by entry after the blocks, as many as fit. */
  readonly entries?: readonly Mrkdwn[];
  /** Entries that are not given, as too many. */
  readonly unlisted?: number;
  /** Where left-out entries can be read. */
  readonly more?: Mrkdwn;
}

/** A private answer to one person. */
export function answer({ sentence, blocks, entries = [], unlisted, more }: AnswerOptions): Message {
  return compose({
    text: fallback(sentence),
    idPrefix: 'answer',
    ...(unlisted !== undefined && { unlisted }),
    more: more ?? code('/cugar status'),
    parts: [
      { blocks: blocks ?? [section(sentence, 1_500)] },
      ...entries.map((entry) => ({ detail: true, blocks: [section(entry, 1_200)] })),
    ],
  });
}
