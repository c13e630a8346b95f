import type { Message } from '../../../blocks/layout/message.ts';
import { context } from '../../../blocks/layout/parts.ts';
import { fallback, md, rawOf } from '../../../blocks/text/mrkdwn.ts';

const ELSEWHERE = md`This is here because Cugar cannot post in the channel where it belongs. Invite Cugar there to see the next one in its place.`;

/** The message with a note that it stands in another place than it should. */
export function withPlaceNote({ text, blocks }: Message): Message {
  return {
    text: `${text} ${fallback(ELSEWHERE)}`,
    blocks: [...blocks, { ...context(ELSEWHERE), block_id: 'place' }],
  };
}

/** The text alone, for when Slack does not take the blocks: a person still sees it. */
export function withoutBlocks({ text }: Message): Message {
  const more = md`Part of this message cannot be shown here.`;
  const shown = `${text}\n${rawOf(more)}`;
  return {
    text: shown,
    blocks: [
      {
        type: 'section',
        block_id: 'plain',
        text: { type: 'mrkdwn', text: shown.slice(0, 3_000), verbatim: true },
      },
    ],
  };
}
