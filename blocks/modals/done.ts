import type { ModalView } from '@slack/types';
import type { Message } from '../layout/message.ts';
import { section } from '../layout/parts.ts';
import { type Mrkdwn, md } from '../text/mrkdwn.ts';
import { modal } from './modal.ts';

/** Replaces a modal by one sentence, for `response_action: update`. */
export function doneModal(sentence: Mrkdwn | string): ModalView {
  return modal({ title: 'Cugar', close: 'Close', blocks: [section(md`${sentence}`)] });
}

/** Replaces a modal by an answer that could also stand in a channel. */
export function answerModal({ blocks }: Message): ModalView {
  return modal({ title: 'Cugar', close: 'Close', blocks });
}
