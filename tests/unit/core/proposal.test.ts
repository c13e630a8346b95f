import { describe, expect, it } from 'vitest';
import { contentOf, Proposal, proposalHash, workOf } from '../../../src/core/proposal.ts';
import { aPayload, aTouchpoint } from '../../support/plan-records.ts';

/** As the version of 2026-11-22 stored it. */
const STORED_MESSAGE =
  '{"summary":"E-mail to Leif Abara at Serrano Optics","payload":{"kind":"message","channel":"email","accountId":"acc_serrano","accountName":"Serrano Optics","recipient":{"contactId":"con_018","name":"Leif Abara","title":"Chief Operating Officer","email":"leif.abara@serrano-optics.example"},"subject":"A second look from Serrano Optics","body":"Hello Leif,\\n\\nHas anything changed?"},"consequences":["The text is handed to you in a direct message, ready to send."],"reasoning":["The last deal with them was lost."],"evidence":[{"text":"Lost deal: Planning, second attempt","source":"opportunities.csv","occurredAt":"2026-07-25"}],"unknowns":["Whether Leif Abara may be contacted; it is not recorded."],"risk":"low"}';
const STORED_RERUN =
  '{"summary":"It is not known whether this happened: E-mail","payload":{"kind":"rerun","tool":"draft_outbound_message","attempt":2,"idempotencyKey":"01JD9ZK5X8Q2M4N6P8R0S2T4V6:draft:1","original":{"kind":"message","channel":"sms","accountId":"a1","accountName":"Northwind","recipient":{},"body":"Hello"}},"consequences":["Approve runs it again; if it had happened, it happens twice."],"reasoning":[],"evidence":[],"unknowns":["Whether it was done"],"risk":"high"}';

const rerun = (original: ReturnType<typeof aTouchpoint>) =>
  ({ kind: 'rerun', tool: 'schedule_touchpoint', attempt: 2, idempotencyKey: 'k', original }) as const;

describe('Proposal', () => {
  it.each([
    ['a message', STORED_MESSAGE],
    ['a repetition', STORED_RERUN],
  ])('reads %s of the first version as it was stored', (_what, stored) => {
    expect(Proposal.parse(JSON.parse(stored))).toEqual(JSON.parse(stored));
  });

  it('hashes a message as the first version did', () => {
    expect(proposalHash('draft_outbound_message', Proposal.parse(JSON.parse(STORED_MESSAGE)).payload)).toBe(
      '74394fce6eed815f05635f3715ca529520298af676d902be4895e1f0d4922bdb',
    );
  });

  it('refuses a kind that nobody knows, and a repetition of a repetition', () => {
    const known = JSON.parse(STORED_RERUN);
    expect(Proposal.safeParse({ ...known, payload: { kind: 'payment' } }).success).toBe(false);
    const twice = { ...known.payload, original: known.payload };
    expect(Proposal.safeParse({ ...known, payload: twice }).success).toBe(false);
  });
});

describe('contentOf', () => {
  it('tells of a message to whom it goes, by what, and its text, which may be edited', () => {
    const { about, facts, text, edit } = contentOf(aPayload());
    expect(about).toBe('Northwind');
    expect(facts).toEqual([
      { label: 'To', value: 'Dana Reyes, VP Operations at Northwind, dana.reyes@northwind.example' },
      { label: 'By', value: 'e-mail' },
    ]);
    expect(text?.body).toBe(aPayload().body);
    expect(edit?.takesSubject).toBe(true);
    expect(edit?.withText({ body: 'New' })).toEqual({ ...aPayload(), subject: undefined, body: 'New' });
    expect(edit?.withText({ body: 'New' })).not.toHaveProperty('subject');
  });

  it.each([
    ['sms', undefined, false],
    ['linkedin', 'A subject', true],
    ['email', undefined, true],
  ] as const)('lets a %s with the subject %s have one: %s', (channel, subject, expected) => {
    const { subject: _before, ...rest } = aPayload({ channel });
    const payload = { ...rest, ...(subject !== undefined && { subject }) };
    expect(contentOf(payload).edit?.takesSubject).toBe(expected);
  });

  it('tells of a touchpoint with whom, when and for what; there is no text to edit', () => {
    expect(contentOf(aTouchpoint())).toEqual({
      about: 'Northwind',
      facts: [
        { label: 'With', value: 'Dana Reyes, VP Operations at Northwind, +33 1 23 45 67 89' },
        { label: 'When', value: 'Tuesday 24 November 2026, 10:00 in Paris, 20 minutes' },
        { label: 'By', value: 'phone call' },
        { label: 'For', value: 'The open deal Platform rollout' },
      ],
      text: null,
      edit: null,
    });
  });

  it('keeps a phone number off a touchpoint by e-mail, and says where nobody is known', () => {
    const [withWhom] = contentOf(aTouchpoint({ channel: 'email' })).facts;
    expect(withWhom?.value).toBe('Dana Reyes, VP Operations at Northwind');
    const [nobody] = contentOf(aTouchpoint({ recipient: {} })).facts;
    expect(nobody?.value).toBe('No contact known at Northwind');
  });

  it('tells of a repetition what is repeated, which can no longer be edited', () => {
    const payload = rerun(aTouchpoint());
    expect(contentOf(payload).facts).toEqual(contentOf(aTouchpoint()).facts);
    expect(contentOf({ ...payload, original: aPayload() }).edit).toBeNull();
  });
});

describe('workOf', () => {
  it('is the work itself, also behind a repetition', () => {
    expect(workOf(aTouchpoint())).toEqual(aTouchpoint());
    expect(workOf(rerun(aTouchpoint()))).toEqual(aTouchpoint());
  });
});
