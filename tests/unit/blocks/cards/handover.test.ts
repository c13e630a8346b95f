import { describe, expect, it } from 'vitest';
import { handover, handoverPlaceholder } from '../../../../blocks/index.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import type { MessagePayload } from '../../../../src/core/proposal.ts';
import { buttonsOf, textsOf } from '../../../support/message-texts.ts';
import {
  anApproval,
  aPayload,
  aProposal,
  aStepRecord,
  aTouchpoint,
  OPENED_AT,
  withApproval,
} from '../../../support/plan-records.ts';

function ready(payload: Partial<MessagePayload>) {
  const proposal = aProposal({ payload: aPayload(payload) });
  const approval = anApproval({ state: 'approved', decidedBy: 'U002', decidedAt: OPENED_AT, proposal });
  return handover(withApproval(approval), 'draft');
}

/** The address of the only link, taken apart as an e-mail program would. */
function mailOf(text: string): URL | null {
  const address = /<(mailto:[^|>]+)\|/.exec(text)?.[1];
  return address === undefined ? null : new URL(address);
}

describe('handover', () => {
  it('has recipient, subject and text to copy whole, and says that nothing was sent', () => {
    const message = ready({});
    const text = textsOf(message.blocks);
    expect(text).toContain(
      '*To* Dana Reyes, VP Operations at Northwind, dana.reyes@northwind.example, approved by <@U002>.',
    );
    expect(text).toContain(`Subject\nYour new warehouse in Lyon\nText\n${aPayload().body}`);
    expect(text).toContain('*Cugar has sent nothing.*');
    expect(message.text).toMatch(/^Sample data: .*is ready to send\. Cugar has sent nothing\./);
    expect(buttonsOf(message.blocks)).toEqual([]);
  });

  it('has a link that opens exactly this message in the e-mail program', () => {
    const subject = 'Lyon & "Turin" = 100 % *new*_now_?';
    const body = 'Hello Dana,\n\na|b <c> ~d~ (e)\nÜ 👋';
    const mail = mailOf(textsOf(ready({ subject, body }).blocks));
    expect(mail?.pathname).toBe('dana.reyes@northwind.example');
    expect(mail?.searchParams.get('subject')).toBe(subject);
    expect(mail?.searchParams.get('body')).toBe(body.replaceAll('\n', '\r\n'));
    expect(mail?.search).not.toMatch(/[*_~`<>|'()]/);
  });

  it('leaves the text out of a link that would grow too long, and says so', () => {
    const text = textsOf(ready({ body: 'word '.repeat(580) }).blocks);
    expect(mailOf(text)?.searchParams.get('subject')).toBe('Your new warehouse in Lyon');
    expect(mailOf(text)?.searchParams.has('body')).toBe(false);
    expect(text).toContain('too long for a link');
  });

  it.each([
    'a@b.example?bcc=evil@evil.example',
    'a@b.example,evil@evil.example',
    'a@b.example%0Abcc:evil@evil.example',
    '"a b"@c.example',
    'a@b.example> <!channel',
    'nobody',
    '@b.example',
  ])('makes no link of %j', (email) => {
    const text = textsOf(ready({ recipient: { name: 'Dana', email } }).blocks);
    expect(mailOf(text)).toBeNull();
    expect(text).toContain('cannot be used in a link');
  });

  it('says where no address is known, and makes no link for other channels', () => {
    expect(textsOf(ready({ recipient: { name: 'Dana' } }).blocks)).toContain('No e-mail address is known.');
    const linkedIn = textsOf(ready({ channel: 'linkedin' }).blocks);
    expect(mailOf(linkedIn)).toBeNull();
    expect(linkedIn).toContain('Copy the text above into your LinkedIn message.');
  });

  it('hands over the message behind an approved repetition', () => {
    const payload = {
      kind: 'rerun',
      tool: 'draft_outbound_message',
      attempt: 1,
      idempotencyKey: 'k',
      original: aPayload(),
    } as const;
    const approval = anApproval({ state: 'approved', proposal: aProposal({ payload }) });
    expect(textsOf(handover(withApproval(approval), 'draft').blocks)).toContain(aPayload().body);
  });

  it('has the whole text for the thread where the card had to cut it', () => {
    const body = 'word '.repeat(900);
    expect(ready({ body }).overflow.join('')).toContain(body);
    expect(textsOf(ready({ body }).blocks)).toContain('Cut here; the full text is in the thread.');
  });
});

describe('the handover of a touchpoint', () => {
  const proposal = aProposal({ payload: aTouchpoint() });
  const given = (output: unknown) => {
    const approval = anApproval({ state: 'approved', decidedBy: 'U002', proposal });
    const record = withApproval(approval);
    const steps = { ...record.steps, draft: aStepRecord({ approval, output }) };
    return handover({ ...record, steps }, 'draft');
  };

  it('says when, with whom and that nobody was invited, and brings the calendar file', () => {
    const calendar = { filename: 'northwind.ics', text: 'BEGIN:VCALENDAR' };
    const message = given({ calendar });
    const text = textsOf(message.blocks);
    expect(message.text).toContain('is set for Tuesday 24 November 2026, 10:00 in Paris');
    expect(text).toContain('For your calendar: phone call to Northwind');
    expect(text).toContain('+33 1 23 45 67 89, approved by <@U002>.');
    expect(text).toContain('*Cugar has invited nobody*');
    expect(message.files).toEqual([
      { ...calendar, title: 'Phone call to Northwind', instead: expect.stringContaining('.ics') },
    ]);
    expect(validateMessage(message, 'chat.update')).toBeNull();
  });

  it('brings no file where the tool made none', () => {
    expect(given(undefined).files).toEqual([]);
  });

  it('is announced before it is filled in', () => {
    const approval = anApproval({ state: 'approved', proposal });
    const { text } = handoverPlaceholder(withApproval(approval), 'draft');
    expect(text).toContain('Your approved date for Qualify Northwind is being made ready.');
  });
});

describe('handoverPlaceholder', () => {
  it('notifies without the text', () => {
    const message = handoverPlaceholder(withApproval(anApproval({ state: 'approved' })), 'draft');
    expect(message.text).toContain('Your approved message for Qualify Northwind is being made ready.');
    expect(message.text).toContain('Cugar has sent nothing.');
  });
});
