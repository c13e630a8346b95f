import { validateBlocks } from './blocks.ts';
import { codePoints, isRecord } from './check.ts';
import type { Problem } from './problem.ts';
import { blocksTextLength, MAX_BLOCKS_TEXT } from './totals.ts';

/** The ways in which a message reaches Slack; their limits differ. */
export type MessageMethod = 'chat.postMessage' | 'chat.update' | 'chat.postEphemeral' | 'response_url';

/** What Slack answers instead of taking the message. */
export interface Refusal {
  readonly error:
    | 'no_text'
    | 'invalid_blocks'
    | 'invalid_blocks_format'
    | 'msg_too_long'
    | 'msg_blocks_too_long';
  /** The single complaints; only `invalid_blocks` has any. */
  readonly problems: readonly Problem[];
}

const MAX_TEXT: Partial<Record<MessageMethod, number>> = {
  'chat.update': 4_000,
  'chat.postEphemeral': 40_000,
};

const refuse = (error: Refusal['error'], problems: readonly Problem[] = []): Refusal => ({ error, problems });

/** The refusal that Slack would answer for this message, or null when it would take it. */
export function validateMessage(
  message: { readonly text?: unknown; readonly blocks?: unknown },
  method: MessageMethod,
): Refusal | null {
  const text = typeof message.text === 'string' ? message.text : '';
  const { blocks } = message;
  if (blocks !== undefined && (!Array.isArray(blocks) || !blocks.every(isRecord))) {
    return refuse('invalid_blocks_format');
  }
  if (text.trim() === '' && (!blocks || blocks.length === 0)) return refuse('no_text');
  const max = MAX_TEXT[method];
  if (max !== undefined && codePoints(text) > max) return refuse('msg_too_long');
  if (!blocks) return null;
  const problems = validateBlocks(blocks, 'message');
  if (problems.length > 0) return refuse('invalid_blocks', problems);
  if (method !== 'response_url' && blocksTextLength(blocks) > MAX_BLOCKS_TEXT) {
    return refuse(method === 'chat.postMessage' ? 'msg_blocks_too_long' : 'msg_too_long');
  }
  return null;
}
