import { chunks } from '../text/clean.ts';
import { bold, fallback, md } from '../text/mrkdwn.ts';
import type { Message, MessageFile } from './message.ts';
import { preformatted, section } from './parts.ts';

const PART = 3_000;

/** A file as text to copy, where Slack takes no file. */
export function fileText({ filename, title, text, instead }: MessageFile): Message {
  const lead = md`${bold(title)}: ${instead}`;
  const parts = chunks(text, PART).map((part) => preformatted(part));
  const blocks = [section(lead, 500), ...parts];
  return {
    text: fallback(md`${filename}: ${instead}`),
    blocks: blocks.map((block, index) => ({ ...block, block_id: `file.${index}` })),
  };
}
