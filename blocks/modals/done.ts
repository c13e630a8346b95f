import type { ModalView } from '@slack/types';
import { section } from '../layout/parts.ts';
import { type Mrkdwn, md } from '../text/mrkdwn.ts';
import { modal } from './modal.ts';

/** Replaces a modal by one sentence, for `response_action: update`. */
export function doneModal(sentence: Mrkdwn | string): ModalView {
  return modal({ title: 'Cugar', close: 'Close', blocks: [section(md`${sentence}`)] });
}
