import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { plain, section } from '../layout/parts.ts';
import { clip, oneLine } from '../text/clean.ts';
import { clipMarkup, md } from '../text/mrkdwn.ts';
import { INPUT_ACTION, modal } from './modal.ts';

export const DRAFT_REPLY_CALLBACK = 'draft.reply';
export const ACCOUNT_BLOCK = 'account';
export const CONTACT_BLOCK = 'contact';
export const CHANNEL_BLOCK = 'channel';
export const TONE_BLOCK = 'tone';

export interface DraftReplyOptions {
  readonly privateMetadata: string;
  /** The message that is answered. */
  readonly message: string;
  /** Name of the account that the message is probably about; empty when nobody knows. */
  readonly account: string;
  /** Each at least one; the first is chosen. */
  readonly channels: readonly string[];
  readonly tones: readonly string[];
}

/** Asks what a draft needs that a message does not say. */
export function draftReplyModal(options: DraftReplyOptions): ModalView {
  const { privateMetadata, message, account, channels, tones } = options;
  return modal({
    title: 'Draft a reply',
    close: 'Back',
    form: { callbackId: DRAFT_REPLY_CALLBACK, submit: 'Draft', privateMetadata },
    blocks: [
      section(
        md`About: “${clipMarkup(md`${oneLine(message)}`, 300)}”\nThe draft cites it and takes nothing else from it. You approve the text before it is handed to you.`,
      ),
      field(ACCOUNT_BLOCK, 'Account', account, 'Name, domain or id, as in the book of business.'),
      {
        ...field(
          CONTACT_BLOCK,
          'To',
          '',
          'Name, e-mail address or id of a contact. Empty: Cugar proposes one.',
        ),
        optional: true,
      },
      choice(CHANNEL_BLOCK, 'Channel', channels),
      choice(TONE_BLOCK, 'Tone', tones),
    ],
  });
}

function field(blockId: string, label: string, initial: string, hint: string): InputBlock {
  const value = clip(oneLine(initial), 200);
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 150),
    hint: plain(hint, 150),
    element: {
      type: 'plain_text_input',
      action_id: INPUT_ACTION,
      max_length: 200,
      ...(value !== '' && { initial_value: value }),
    },
  };
}

function choice(blockId: string, label: string, values: readonly string[]): InputBlock {
  const options = values.map((value): PlainTextOption => ({ text: plain(value, 75), value }));
  const [first] = options;
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 150),
    element: {
      type: 'static_select',
      action_id: INPUT_ACTION,
      options,
      ...(first && { initial_option: first }),
    },
  };
}
