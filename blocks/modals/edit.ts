import type { InputBlock, ModalView } from '@slack/types';
import { type CheckResult, contentOf, type ProposalPayload } from '../../src/core/proposal.ts';
import { MAX_BODY, MAX_SUBJECT } from '../layout/long-text.ts';
import { plain, section } from '../layout/parts.ts';
import { clean, clip, oneLine } from '../text/clean.ts';
import { clipMarkup, md } from '../text/mrkdwn.ts';
import { INPUT_ACTION, modal } from './modal.ts';

export const EDIT_CALLBACK = 'approval.edit';
export const SUBJECT_BLOCK = 'subject';
export const BODY_BLOCK = 'body';

export interface EditModalOptions {
  readonly privateMetadata: string;
  readonly payload: ProposalPayload;
  /** What the checks said about the text as it is now. */
  readonly checks: readonly CheckResult[];
}

/** The text to edit. Saving makes a new version, which is checked again and needs its own decision. */
export function editModal({ privateMetadata, payload, checks }: EditModalOptions): ModalView {
  const { facts, text, edit } = contentOf(payload);
  const [first] = facts;
  const subject = input({
    blockId: SUBJECT_BLOCK,
    label: 'Subject',
    initial: oneLine(text?.subject ?? ''),
    maxLength: MAX_SUBJECT,
    hint: complaints(checks, 'subject'),
  });
  const body = input({
    blockId: BODY_BLOCK,
    label: 'Text',
    initial: clean(text?.body ?? ''),
    maxLength: MAX_BODY,
    hint: complaints(checks, 'body'),
  });
  return modal({
    title: 'Edit the message',
    close: 'Back',
    form: { callbackId: EDIT_CALLBACK, submit: 'Save', privateMetadata },
    blocks: [
      section(
        md`${first?.label ?? ''} ${clipMarkup(md`${first?.value ?? ''}`, 300)}. Saving makes a new version: it is checked again and still needs a decision.`,
      ),
      ...(edit?.takesSubject ? [subject] : []),
      body,
    ],
  });
}

interface InputOptions {
  readonly blockId: string;
  readonly label: string;
  readonly initial: string;
  readonly maxLength: number;
  readonly hint: string;
}

function input({ blockId, label, initial, maxLength, hint }: InputOptions): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 150),
    ...(hint !== '' && { hint: plain(hint, 1_500) }),
    element: {
      type: 'plain_text_input',
      action_id: INPUT_ACTION,
      multiline: blockId === BODY_BLOCK,
      min_length: 1,
      max_length: maxLength,
      ...(initial !== '' && { initial_value: clip(initial, maxLength) }),
    },
  };
}

/** Complaints about one part; those about no part in particular stand under the body. */
function complaints(checks: readonly CheckResult[], field: 'subject' | 'body'): string {
  return checks
    .flatMap(({ issues }) => issues)
    .filter((issue) => (issue.field ?? 'body') === field)
    .map(({ message, suggestion }) => [message, suggestion].filter(Boolean).join(' → '))
    .join(' · ');
}
