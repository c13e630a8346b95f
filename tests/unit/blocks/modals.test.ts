import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import {
  BODY_BLOCK,
  DENY_CALLBACK,
  denyModal,
  doneModal,
  EDIT_CALLBACK,
  editModal,
  INPUT_ACTION,
  REASON_BLOCK,
  refusalSentence,
  SUBJECT_BLOCK,
} from '../../../blocks/index.ts';
import type { CheckResult } from '../../../src/core/proposal.ts';
import { textsOf } from '../../support/message-texts.ts';
import { aPayload } from '../../support/plan-records.ts';

const inputsOf = (view: ModalView) =>
  view.blocks.flatMap((block) =>
    'element' in block && block.element.type === 'plain_text_input'
      ? [{ blockId: block.block_id, hint: block.hint?.text, ...block.element }]
      : [],
  );

describe('denyModal', () => {
  it('asks for a reason of 5 to 500 characters and carries only what it was given', () => {
    const view = denyModal({ privateMetadata: 'P.draft.1.abc', summary: 'An e-mail to Dana' });
    expect([view.callback_id, view.private_metadata]).toEqual([DENY_CALLBACK, 'P.draft.1.abc']);
    expect(inputsOf(view)).toMatchObject([
      { blockId: REASON_BLOCK, action_id: INPUT_ACTION, min_length: 5, max_length: 500, multiline: true },
    ]);
    expect(textsOf(view.blocks)).toContain('An e-mail to Dana');
  });
});

describe('editModal', () => {
  const checks: CheckResult[] = [
    {
      check: 'assess_message_quality',
      passed: true,
      summary: '62 of 100',
      issues: [
        {
          severity: 'warning',
          message: 'The subject is long',
          suggestion: 'Use six words',
          field: 'subject',
        },
        { severity: 'info', message: 'No question at the end' },
      ],
    },
  ];
  const view = editModal({ privateMetadata: 'ref', payload: aPayload(), checks });

  it('holds the text as it is, with the complaints under the part that they are about', () => {
    expect([view.callback_id, view.private_metadata]).toEqual([EDIT_CALLBACK, 'ref']);
    expect(inputsOf(view)).toMatchObject([
      {
        blockId: SUBJECT_BLOCK,
        action_id: INPUT_ACTION,
        initial_value: 'Your new warehouse in Lyon',
        max_length: 250,
        hint: 'The subject is long → Use six words',
      },
      {
        blockId: BODY_BLOCK,
        action_id: INPUT_ACTION,
        initial_value: aPayload().body,
        max_length: 3_000,
        hint: 'No question at the end',
      },
    ]);
  });

  it('has no subject where the channel has none', () => {
    const { subject: _, ...payload } = aPayload({ channel: 'sms' });
    const sms = editModal({ privateMetadata: 'ref', payload, checks: [] });
    expect(inputsOf(sms).map(({ blockId }) => blockId)).toEqual([BODY_BLOCK]);
  });

  it('puts no invisible characters into the text that is edited', () => {
    const payload = aPayload({ body: 'Tell <!channel> \u202eabout it' });
    const body = inputsOf(editModal({ privateMetadata: 'ref', payload, checks: [] }))[1];
    expect(body?.initial_value).toBe('Tell <!channel> about it');
  });
});

describe('doneModal', () => {
  it('shows one sentence and has nothing to submit', () => {
    const view = doneModal(refusalSentence({ reason: 'superseded', version: 2 }));
    expect(textsOf(view.blocks)).toContain('version 2 replaced what you saw');
    expect(view.submit).toBeUndefined();
    expect(textsOf(doneModal('a <b>').blocks)).toBe('a &lt;b&gt;');
  });
});
