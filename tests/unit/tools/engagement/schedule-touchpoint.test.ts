import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { Proposal } from '../../../../src/core/proposal.ts';
import type { Touch } from '../../../../src/core/touches.ts';
import {
  scheduleTouchpoint,
  TouchpointOutput,
} from '../../../../src/tools/engagement/schedule-touchpoint.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { inMemoryTouches } from '../../../support/in-memory-touches.ts';
import { aContact, aDeal, anAccount } from '../../../support/records.ts';
import { commitContext } from '../../../support/tool-context.ts';

/** Sunday 22 November 2026, noon in UTC. */
const DANA = aContact({
  title: 'VP Operations',
  phone: '+33 1 23 45 67 89',
  email: 'dana@northwind.example',
  timezone: 'Europe/Paris',
  doNotContact: false,
});
const BOOK: Book = { accounts: [anAccount({ country: 'France' })], contacts: [DANA] };

function world(
  book: Book = BOOK,
  touches: readonly Touch[] | null = [],
  now = new Date('2026-11-22T12:00:00Z'),
) {
  const log = inMemoryTouches(touches ?? []);
  return { ...commitContext({ ...book, now }), ...(touches && { touches: log }), log };
}

async function propose(input: Record<string, unknown> = {}, context = world()) {
  const parsed = scheduleTouchpoint.input.parse({ accountId: 'a1', ...input });
  const proposal = Proposal.parse(await scheduleTouchpoint.run(parsed, context));
  if (proposal.payload.kind !== 'touchpoint') throw new Error('no touchpoint');
  return { proposal, payload: proposal.payload };
}

const refusal = async (work: Promise<unknown>) =>
  await work.then(
    () => 'accepted',
    ({ code, message }) => `${code} ${message}`,
  );

describe('schedule_touchpoint', () => {
  it('proposes a call to the contact at the next working day, in their own time', async () => {
    const { proposal, payload } = await propose();
    expect(payload).toEqual({
      kind: 'touchpoint',
      channel: 'phone',
      accountId: 'a1',
      accountName: 'Northwind Traders',
      recipient: {
        contactId: 'c1',
        name: 'Dana Reyes',
        title: 'VP Operations',
        email: 'dana@northwind.example',
        phone: '+33 1 23 45 67 89',
      },
      startsAt: '2026-11-23T09:00:00.000Z',
      durationMinutes: 20,
      timeZones: ['Europe/Paris'],
      localTime: 'Monday 23 November 2026, 10:00 in Paris',
      purpose: 'A first conversation',
    });
    expect(proposal.summary).toBe(
      'Phone call to Dana Reyes at Northwind Traders: Monday 23 November 2026, 10:00 in Paris',
    );
    expect(proposal.reasoning).toEqual([
      'A working day there, no public holiday, within 08:30 to 17:00; at least 24 hours from any other approach, at most 3 in 7 days, 8 in 30 days. Approved here for this person in the last 30 days: 0.',
      'Would fit as well: Tuesday 24 November 2026, 10:00 in Paris; Wednesday 25 November 2026, 10:00 in Paris; Thursday 26 November 2026, 10:00 in Paris.',
    ]);
    expect(proposal.evidence).toEqual([
      { text: 'Time zone of Dana Reyes: Europe/Paris', source: 'contacts.csv' },
    ]);
    expect(proposal.unknowns).toContain('Regional holidays; only national ones were looked at.');
    expect(proposal.unknowns.join(' ')).toContain('ask for consent first');
    expect(proposal.risk).toBe('medium');
  });

  it('names the open deal, and says why it is not what was asked', async () => {
    const context = world({ ...BOOK, opportunities: [aDeal({ stage: 'negotiation' })] });
    const { proposal, payload } = await propose({ on: 'saturday 15:00', channel: 'email' }, context);
    expect(payload.purpose).toBe('Open deal: Platform rollout, negotiation');
    expect(payload.localTime).toBe('Monday 30 November 2026, 15:00 in Paris');
    expect(proposal.reasoning[0]).toBe(
      'Not Saturday 28 November 2026, 15:00 in Paris, as asked: Saturday is no working day there. This is the next that fits.',
    );
    expect(proposal.risk).toBe('low');
  });

  it.each([
    ['a phone number', DANA, 'phone'],
    ['an e-mail address only', aContact({ timezone: 'Europe/Paris', email: 'd@n.example' }), 'email'],
    ['neither', aContact({ timezone: 'Europe/Paris' }), 'linkedin'],
  ])('takes for somebody with %s the channel that reaches them', async (_what, contact, channel) => {
    expect((await propose({}, world({ ...BOOK, contacts: [contact] }))).payload.channel).toBe(channel);
  });

  describe('the time zone', () => {
    const nowhere = aContact({ email: 'd@n.example' });

    it('is that of the country where the contact has none, and said to be unknown', async () => {
      const { proposal, payload } = await propose({}, world({ ...BOOK, contacts: [nowhere] }));
      expect(payload.timeZones).toEqual(['Europe/Paris']);
      expect(proposal.unknowns).toContain("The time zone of Dana Reyes; taken from the account's country.");
    });

    it('is every one of a country that has several, and the time fits them all', async () => {
      const book = { accounts: [anAccount({ country: 'USA' })], contacts: [nowhere] };
      const { proposal, payload } = await propose({}, world(book));
      expect(payload.timeZones[0]).toBe('America/New_York');
      expect(payload.timeZones).toContain('Pacific/Honolulu');
      expect(payload.localTime).toMatch(/^Monday 23 November 2026, 13:30 in New York, 08:30 in \w+$/);
      expect(proposal.unknowns.join(' ')).toContain('which has several; the time fits all of them');
      expect(proposal.risk).toBe('medium');
    });

    it.each([
      ['no country', {}],
      ['a country that nobody knows', { country: 'Atlantis' }],
    ])('is asked for with %s; none is made up', async (_what, over) => {
      const book = { accounts: [anAccount(over)], contacts: [nowhere] };
      expect(await refusal(propose({}, world(book)))).toMatch(
        /^RESOURCE_DATA The time zone of Dana Reyes is not known/,
      );
      const { payload, proposal } = await propose({ zone: 'Asia/Tokyo' }, world(book));
      expect(payload.localTime).toContain('in Tokyo');
      expect(proposal.unknowns).toContain('Public holidays there; the country is not known.');
    });

    it('on record that means nothing is told, and the country counts', async () => {
      const contact = aContact({ timezone: 'PST8', email: 'd@n.example' });
      const { proposal, payload } = await propose({}, world({ ...BOOK, contacts: [contact] }));
      expect(payload.timeZones).toEqual(['Europe/Paris']);
      expect(proposal.unknowns).toContain('What the time zone “PST8” on record means.');
    });

    it('that somebody names must be one', async () => {
      expect(await refusal(propose({ zone: 'Mars/Olympus' }))).toBe(
        'USER_INPUT “Mars/Olympus” is no time zone.',
      );
      expect(await refusal(propose({ zone: '+02:00' }))).toMatch(/^USER_INPUT/);
    });
  });

  it('proposes nothing for who asked not to be contacted, nobody, or an unknown account', async () => {
    const shut = world({ ...BOOK, contacts: [{ ...DANA, doNotContact: true }] });
    expect(await refusal(propose({}, shut))).toMatch(/^POLICY_CHECK/);
    expect(await refusal(propose({}, world({ ...BOOK, contacts: [] })))).toMatch(
      /^RESOURCE_NOT_FOUND Nobody is known/,
    );
    expect(await refusal(propose({ accountId: 'x' }))).toMatch(/^RESOURCE_NOT_FOUND/);
    expect(await refusal(propose({ on: 'some day' }))).toMatch(/^USER_INPUT/);
    expect(await refusal(propose({ on: '2027-06-01' }))).toMatch(/^POLICY_CHECK No time in the next 45 days/);
  });

  it('says so where nobody keeps what was approved before', async () => {
    const { proposal } = await propose({}, world(BOOK, null));
    expect(proposal.unknowns).toContain('What was approved before; the caps could not be applied.');
  });

  it('shows what was approved before, as evidence', async () => {
    const before: Touch = {
      key: 'k',
      at: '2026-11-20T09:00:00.000Z',
      kind: 'message',
      channel: 'email',
      accountId: 'a1',
      contactId: 'c1',
    };
    const { proposal } = await propose({}, world(BOOK, [before]));
    expect(proposal.reasoning[0]).toContain('in the last 30 days: 1.');
    expect(proposal.evidence.at(-1)).toEqual({
      text: 'Text for e-mail handed over',
      source: 'approvals in Cugar',
      occurredAt: before.at,
    });
  });
});

describe('an approved touchpoint', () => {
  async function approved(context = world()) {
    const { proposal } = await propose({}, context);
    return { proposal, output: TouchpointOutput.parse(await scheduleTouchpoint.commit(proposal, context)) };
  }

  it('becomes a calendar file that a calendar reads as approved', async () => {
    const { output } = await approved();
    expect(output.calendar.filename).toBe('cugar-phone-northwind-traders-2026-11-23.ics');
    const [found] = new ICAL.Component(ICAL.parse(output.calendar.text)).getAllSubcomponents('vevent');
    const event = found && new ICAL.Event(found);
    expect(event?.uid).toBe('01KAP0000000000000000000AA.step@cugar');
    expect(event?.summary).toBe('Call Dana Reyes, Northwind Traders');
    expect(event?.startDate.toJSDate().toISOString()).toBe('2026-11-23T09:00:00.000Z');
    expect(event?.duration.toSeconds()).toBe(1_200);
    expect(event?.description).toBe(
      'A first conversation\n+33 1 23 45 67 89\nAt their place: Monday 23 November 2026, 10:00 in Paris\nProposed by Cugar, plan 01KAP0000000000000000000AA. Nobody was invited.',
    );
    expect(output.headline).toBe(
      'The phone call to Dana Reyes is set for Monday 23 November 2026, 10:00 in Paris.',
    );
  });

  it('counts as one approach, also when it is carried out twice', async () => {
    const context = world();
    const { proposal, output } = await approved(context);
    expect(await scheduleTouchpoint.commit(proposal, context)).toEqual(output);
    expect(await context.log.of('a1')).toEqual([
      {
        key: context.idempotencyKey,
        at: '2026-11-23T09:00:00.000Z',
        kind: 'touchpoint',
        channel: 'phone',
        accountId: 'a1',
        contactId: 'c1',
      },
    ]);
    const { payload } = await propose({}, context);
    expect(payload.localTime).toBe('Wednesday 25 November 2026, 10:00 in Paris');
  });

  it('is refused when its time has passed, the wish not to be contacted came in, or another was approved', async () => {
    const { proposal } = await propose();
    const late = world(BOOK, [], new Date('2026-11-23T09:00:01Z'));
    expect(await refusal(scheduleTouchpoint.commit(proposal, late))).toMatch(
      /had passed before it was approved/,
    );
    const shut = world({ ...BOOK, contacts: [{ ...DANA, doNotContact: true }] });
    expect(await refusal(scheduleTouchpoint.commit(proposal, shut))).toMatch(/asked not to be contacted/);
    const other: Touch = {
      key: 'other',
      at: '2026-11-23T13:00:00.000Z',
      kind: 'touchpoint',
      channel: 'email',
      accountId: 'a1',
      contactId: 'c1',
    };
    expect(await refusal(scheduleTouchpoint.commit(proposal, world(BOOK, [other])))).toMatch(
      /POLICY_CHECK Something else was approved meanwhile: another approach to them is less than 24 hours away/,
    );
  });

  it('keeps names from data inside the file', async () => {
    const contact = { ...DANA, fullName: 'Dana\r\nATTENDEE:mailto:evil@x.example', title: 'VP;,' };
    const context = world({
      accounts: [anAccount({ name: 'N/../<x>', country: 'France' })],
      contacts: [contact],
    });
    const { output } = await approved(context);
    expect(output.calendar.filename).toBe('cugar-phone-n-x-2026-11-23.ics');
    expect(output.calendar.text).not.toMatch(/^ATTENDEE/m);
  });
});
