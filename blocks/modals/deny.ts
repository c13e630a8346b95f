import type { ModalView } from '@slack/types';
import { plain, section } from '../layout/parts.ts';
import { md } from '../text/mrkdwn.ts';
import { INPUT_ACTION, modal } from './modal.ts';

export const DENY_CALLBACK = 'approval.deny';
export const REASON_BLOCK = 'reason';

export interface DenyModalOptions {
  readonly privateMetadata: string;
  /** What would be denied, from the proposal. */
  readonly summary: string;
}

/** Asks why. The request stays open until this is submitted. */
export function denyModal({ privateMetadata, summary }: DenyModalOptions): ModalView {
  return modal({
    title: 'Deny this request',
    close: 'Back',
    form: { callbackId: DENY_CALLBACK, submit: 'Deny', privateMetadata },
    blocks: [
      section(md`${summary}`, 900),
      {
        type: 'input',
        block_id: REASON_BLOCK,
        label: plain('Why not?', 150),
        hint: plain('Whoever asked reads this. 5 to 500 characters.', 150),
        element: {
          type: 'plain_text_input',
          action_id: INPUT_ACTION,
          multiline: true,
          min_length: 5,
          max_length: 500,
          placeholder: plain('What should change, or why it should not happen', 150),
        },
      },
    ],
  });
}
