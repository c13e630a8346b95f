import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TONES } from '../../../../src/core/playbook-templates.ts';
import { MessageChannel, Proposal } from '../../../../src/core/proposal.ts';
import type { Contact } from '../../../../src/core/records.ts';
import {
  assessMessageQuality,
  QualityOutput,
} from '../../../../src/tools/engagement/assess-message-quality.ts';
import {
  draftOutboundMessage,
  HandoverOutput,
} from '../../../../src/tools/engagement/draft-outbound-message.ts';
import { smsSize } from '../../../../src/tools/engagement/sms-length.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aContact, aDeal, anAccount, aSignal, daysAgo } from '../../../support/records.ts';
import { commitContext, toolContext } from '../../../support/tool-context.ts';

const DANA = aContact({
  email: 'dana@northwind.example',
  title: 'VP Operations',
  phone: '+1 555 0100',
  doNotContact: false,
});
const BOOK: Book = {
  accounts: [anAccount()],
  contacts: [DANA],
  signals: [aSignal({ occurredAt: daysAgo(10) })],
};

async function draft(
  book: Book = BOOK,
  input: Record<string, unknown> = {},
  senderName: string | undefined = 'Sam Lee',
) {
  const parsed = draftOutboundMessage.input.parse({ accountId: 'a1', ...input });
  const context = toolContext({ ...book, ...(senderName ? { senderName } : {}) });
  const proposal = Proposal.parse(await draftOutboundMessage.run(parsed, context));
  if (proposal.payload.kind !== 'message') throw new Error('no message');
  return { proposal, message: proposal.payload, context };
}

async function judge(made: Awaited<ReturnType<typeof draft>>): Promise<QualityOutput> {
  const input = assessMessageQuality.input.parse(assessMessageQuality.check?.input(made.proposal));
  return QualityOutput.parse(await assessMessageQuality.run(input, made.context));
}

describe('draft_outbound_message', () => {
  it('writes to the senior contact about the newest strong event', async () => {
    const { proposal, message } = await draft();
    expect(message.recipient).toEqual({
      contactId: 'c1',
      name: 'Dana Reyes',
      title: 'VP Operations',
      email: 'dana@northwind.example',
    });
    expect(message.subject).toBe('A question about the funding round at Northwind Traders');
    expect(message.body.split('\n\n')).toEqual([
      'Hello Dana,',
      expect.stringContaining('I read about the funding round at Northwind Traders (12 November 2026).'),
      'Would a 20-minute call next week be useful to you?',
      expect.stringContaining('rather not hear from me'),
      'Best regards,\nSam Lee',
    ]);
    expect(proposal.evidence).toEqual([
      { text: 'Northwind Traders raises a Series C', source: 'signals.csv', occurredAt: daysAgo(10) },
    ]);
    expect(proposal.consequences).toEqual([
      'The text is handed to you in a direct message, ready to send.',
      'Cugar sends nothing to Dana Reyes.',
    ]);
  });

  it.each([
    ['layoffs', 'Cuts a tenth of its people'],
    ['intent_surge', 'Searches for analytics platforms'],
    ['keyword_match', 'Reads about data warehouses'],
    ['engagement_detected', 'Opened three e-mails'],
    ['expansion', 'Expands despite the layoffs of spring'],
    ['leadership_change', 'Chief executive ousted'],
    ['company_news', 'In the papers'],
  ])('never mentions %s: %s', async (type, title) => {
    const { proposal, message } = await draft({ ...BOOK, signals: [aSignal({ type, title })] });
    expect(proposal.evidence).toEqual([]);
    expect(`${message.subject} ${message.body}`).not.toMatch(
      /I read about|layoff|Searches|warehouse|Opened|ousted|papers/i,
    );
  });

  it('does not mention undated or stale events', async () => {
    const { occurredAt: _gone, ...undated } = aSignal();
    expect((await draft({ ...BOOK, signals: [undated] })).proposal.evidence).toEqual([]);
    const stale = aSignal({ occurredAt: daysAgo(91) });
    expect((await draft({ ...BOOK, signals: [stale] })).proposal.evidence).toEqual([]);
  });

  it('uses given signals only as far as the data confirms them', async () => {
    const given = {
      id: 'invented',
      type: 'funding_event',
      category: 'corporate',
      polarity: 'positive',
      title: 'Raises a billion',
      source: 'nobody',
      confidence: 1,
      weight: 0.8,
    };
    const { proposal, message } = await draft(BOOK, { signals: [given] });
    expect(message.body).not.toContain('I read about');
    expect(proposal.unknowns.join(' ')).toContain('1 of the given signals could not be found');
  });

  it('asks the open question of an open deal in its own words', async () => {
    const deal = aDeal({ criteria: { need: true }, name: 'Internal nickname' });
    const questions = [
      { criterion: 'need', question: 'Already answered?' },
      { criterion: 'budget', question: 'Say yes and get 50 % off?' },
    ];
    const { message, proposal } = await draft({ ...BOOK, opportunities: [deal] }, { questions });
    expect(message.body).toContain('Is there a budget for this, or how would one be found?');
    expect(message.body).not.toMatch(/50 %|Internal nickname/);
    expect(proposal.evidence.map(({ text }) => text)).toContain('Open deal: Internal nickname, proposal');
  });

  it('speaks to customers as customers and warns of a deal lost lately', async () => {
    const won = aDeal({ stage: 'closed_won', closedAt: daysAgo(200) });
    expect((await draft({ ...BOOK, opportunities: [won] })).message.body).toContain(
      'You already work with us',
    );
    const lost = aDeal({ stage: 'closed_lost', closedAt: daysAgo(20) });
    const { message, proposal } = await draft({ ...BOOK, opportunities: [lost] });
    expect(message.body).toContain('it did not come to it');
    expect(proposal).toMatchObject({ risk: 'medium' });
    expect(proposal.reasoning.join(' ')).toContain('less than 90 days ago');
  });

  it('chooses a champion, else the most senior who can be reached', async () => {
    const contacts = [
      aContact({ contactId: 'c1', fullName: 'Ann Chief', title: 'CEO' }),
      aContact({ contactId: 'c2', fullName: 'Bo Head', title: 'Head of IT', email: 'bo@x.example' }),
      aContact({ contactId: 'c3', fullName: 'Cy Vice', title: 'VP Sales', email: 'cy@x.example' }),
      aContact({
        contactId: 'c4',
        fullName: 'Di No',
        title: 'CFO',
        email: 'di@x.example',
        doNotContact: true,
      }),
    ];
    expect((await draft({ ...BOOK, contacts })).message.recipient.contactId).toBe('c3');
    const champion = { ...(contacts[1] as Contact), extra: { role: 'Champion' } };
    expect(
      (await draft({ ...BOOK, contacts: [...contacts, champion].slice(2) })).message.recipient.contactId,
    ).toBe('c2');
    expect((await draft({ ...BOOK, contacts }, { contactId: 'c1' })).proposal.unknowns.join(' ')).toContain(
      'A usable e-mail address of Ann Chief',
    );
  });

  it('refuses those who asked not to be contacted, before and after the approval', async () => {
    const refused = { ...DANA, doNotContact: true };
    await expect(draft({ ...BOOK, contacts: [refused] })).rejects.toMatchObject({ code: 'POLICY_CHECK' });
    await expect(
      draft({ ...BOOK, contacts: [refused, aContact({ contactId: 'c2' })] }, { contactId: 'c1' }),
    ).rejects.toMatchObject({
      code: 'POLICY_CHECK',
    });
    const { proposal } = await draft();
    const commit = draftOutboundMessage.commit(proposal, commitContext({ ...BOOK, contacts: [refused] }));
    await expect(commit).rejects.toMatchObject({ code: 'POLICY_CHECK' });
    await expect(draft(BOOK, { contactId: 'nobody' })).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('says that nobody is known, and addresses the company', async () => {
    const { message, proposal } = await draft({ accounts: [anAccount()] });
    expect(message.recipient).toEqual({});
    expect(message.body).toMatch(/^Hello Northwind Traders team,/);
    expect(proposal.unknowns[0]).toBe('Whom to write to; no contact is known.');
  });

  it('leaves no placeholder where the sender is unknown', async () => {
    const { message, proposal } = await draft(BOOK, {}, '');
    expect(message.body).toMatch(/Best regards$/);
    expect(proposal.unknowns.join(' ')).toContain('sign the message yourself');
  });

  it('keeps to what the channel carries', async () => {
    const sms = await draft(BOOK, { channel: 'sms' });
    expect(smsSize(sms.message.body).segments).toBe(1);
    expect(sms.message.subject).toBeUndefined();
    expect([...(await draft(BOOK, { channel: 'linkedin' })).message.body].length).toBeLessThanOrEqual(200);
  });

  it('hands over what was approved', async () => {
    const { proposal, message } = await draft();
    const done = HandoverOutput.parse(await draftOutboundMessage.commit(proposal, commitContext(BOOK)));
    expect(done).toMatchObject({
      handedOver: true,
      channel: 'email',
      to: 'Dana Reyes',
      subject: message.subject,
    });
    expect(done.headline).toBe('The e-mail to Dana Reyes is ready for you to send.');
    const payload = { kind: 'rerun', tool: 'x', attempt: 1, idempotencyKey: 'k', original: message };
    const rerun = Proposal.parse({ ...proposal, payload });
    await expect(draftOutboundMessage.commit(rerun, commitContext(BOOK))).rejects.toMatchObject({
      code: 'AGENT_CONTRACT',
    });
  });
});

const HOSTILE = [
  'FREE MONEY!!! ACT NOW',
  '{{first_name}}',
  '[FIRST_NAME]',
  '<script>alert(1)</script>',
  'null',
  'XXX',
  '',
  '100% Guaranteed Discount Ltd',
  'Re: invoice',
  'https://bit.ly/abc',
  'Line\nBreak\r\nBcc: a@b.example',
  '\u202Eevil\u0000',
  '王芳',
  'Ünïcödé Ĝmbħ',
  '🚀🚀🚀 Rocket',
  'O’Brien & Søn, Inc.',
  'What? Why? Who?',
  'a'.repeat(300),
  '$1 & $& $$',
  '<!channel> *bold* _x_',
  'Yahoo!',
  'Dr. Anna-Maria von der Heide, PhD',
];
const name = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.lorem({ maxCount: 3 }),
);
const situation = fc.constantFrom<Book>(
  {},
  { signals: [aSignal()] },
  { opportunities: [aDeal()] },
  { opportunities: [aDeal({ stage: 'closed_won' })], signals: [aSignal({ type: 'hiring_spree' })] },
  { opportunities: [aDeal({ stage: 'closed_lost' })] },
);

describe('drafts of its own', () => {
  it('pass the quality check with A or B for all names, situations, tones and channels', async () => {
    const channel = fc.constantFrom(...MessageChannel.options);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          company: name,
          person: fc.option(name),
          sender: fc.option(name),
          book: situation,
          channel,
          tone: fc.constantFrom(...TONES),
        }),
        async ({ company, person, sender, book, channel, tone }) => {
          const contacts = person === null ? [] : [aContact({ fullName: person, email: 'x@y.example' })];
          const made = await draft(
            { ...book, accounts: [anAccount({ name: company })], contacts },
            { channel, tone },
            sender ?? '',
          );
          const verdict = await judge(made);
          expect(
            {
              grade: verdict.grade,
              critical: verdict.issues.filter(({ severity }) => severity === 'critical'),
            },
            made.message.body,
          ).toEqual({
            grade: expect.stringMatching(/^[AB]$/),
            critical: [],
          });
          expect(`${made.message.subject ?? ''}${made.message.body}`).not.toMatch(
            /\{\{|\}\}|\[|<|\p{Cc}(?<!\n)|\u202E/u,
          );
          expect(made.message.subject ?? '').not.toMatch(/[\r\n]/);
        },
      ),
      { numRuns: 600 },
    );
  });
});
