import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmPlaces, PlaceFound } from '../../../../src/core/crm.ts';
import { type CrmOutcome, type CrmPlace, crmSentence } from '../../../../src/core/payloads/crm-record.ts';
import { contentOf, MessageChannel, Proposal, type WorkPayload } from '../../../../src/core/proposal.ts';
import { messageEntry, touchpointEntry } from '../../../../src/tools/engagement/crm-entry.ts';
import { withCrmLog, withCrmOutcomes, withCrmPlace } from '../../../../src/tools/shared/crm-log.ts';
import { aPayload, aProposal, aTouchpoint } from '../../../support/plan-records.ts';
import { anAccount } from '../../../support/records.ts';
import { commitContext, toolContext } from '../../../support/tool-context.ts';

const PLACE: CrmPlace = {
  crm: 'hubspot',
  title: 'HubSpot',
  recordId: '123',
  recordName: 'Acme Robotics',
  form: 'note',
};

const places = (found: PlaceFound): CrmPlaces => ({
  place: async () => found,
  ownerChanges: async () => ({ changes: [], refused: [] }),
});

const outcome = (over: Partial<CrmOutcome> = {}): CrmOutcome => {
  const { crm: _crm, ...shown } = PLACE;
  return { what: 'entry', state: 'written', ...shown, entryId: '987', mark: 'cugar:p:draft:1', ...over };
};

describe('a proposal with a place in a CRM', () => {
  it('is as it was where none may be written to', async () => {
    const proposal = aProposal();
    expect(await withCrmPlace(proposal, anAccount(), toolContext())).toBe(proposal);
  });

  it('names the place among its facts, and what is written there', async () => {
    const context = { ...toolContext(), crmPlaces: places({ place: PLACE }) };
    const proposal = Proposal.parse(await withCrmPlace(aProposal(), anAccount(), context));
    expect(contentOf(proposal.payload).facts).toContainEqual({
      label: 'Also',
      value: 'a note in HubSpot, on Acme Robotics (123)',
    });
    expect(proposal.consequences.at(-1)).toBe(
      'HubSpot gets the note named above. It holds the text, whom it is for and by what, and that it is not sent yet.',
    );
  });

  it('keeps the place when its text is edited', async () => {
    const context = { ...toolContext(), crmPlaces: places({ place: PLACE }) };
    const { payload } = await withCrmPlace(aProposal(), anAccount(), context);
    const edited = contentOf(payload).edit?.withText({ subject: 'Other', body: 'Other words.' });
    expect(edited).toMatchObject({ body: 'Other words.', logIn: PLACE });
  });

  it('says why it is not logged', async () => {
    const found = { place: null, reason: 'the account is not in HubSpot or Pipedrive' };
    const context = { ...toolContext(), crmPlaces: places(found) };
    const proposal = await withCrmPlace(aProposal(), anAccount(), context);
    expect(proposal.payload).toEqual(aProposal().payload);
    expect(proposal.consequences.at(-1)).toBe(
      'It is not logged in a CRM: the account is not in HubSpot or Pipedrive.',
    );
  });

  it('is shown with its article', () => {
    const facts = (form: string) =>
      contentOf(aTouchpoint({ logIn: { ...PLACE, form } })).facts.find(({ label }) => label === 'Also')
        ?.value;
    expect(facts('task')).toMatch(/^a task in HubSpot/);
    expect(facts('activity')).toMatch(/^an activity in HubSpot/);
  });
});

describe('what is written', () => {
  const word = fc.string({ minLength: 1, maxLength: 40 });
  const wordsOf = (text: string) => text.split(/[\s,:]+/).filter(Boolean);
  /** Every word that stands on the card, and those that the consequences announce. */
  const shown = (payload: WorkPayload, fixed: string) => {
    const { facts, text } = contentOf(payload);
    const parts = facts.flatMap(({ label, value }) => [label, value]);
    return new Set(wordsOf([...parts, 'Subject', text?.subject ?? '', text?.body ?? '', fixed].join(' ')));
  };

  it('holds of a message nothing that was not on the card', () => {
    fc.assert(
      fc.property(
        word,
        word,
        word,
        word,
        fc.constantFrom(...MessageChannel.options),
        (name, title, subject, body, channel) => {
          const recipient = { contactId: 'secret-contact', name, title, email: 'dana@northwind.example' };
          const payload = aPayload({
            recipient,
            subject,
            body,
            channel,
            accountId: 'secret-account',
            logIn: PLACE,
          });
          const { text } = messageEntry(payload, new Date('2026-11-22T12:00:00Z'));
          const known = shown(payload, 'Approved and handed over to be sent. Cugar has not sent it.');
          expect(wordsOf(text).filter((one) => !known.has(one))).toEqual([]);
          expect(text).not.toMatch(/secret-(contact|account)/);
          expect(text).toContain(body);
        },
      ),
    );
  });

  it('holds of a date nothing that was not on the card', () => {
    fc.assert(
      fc.property(
        word,
        word,
        word,
        fc.constantFrom(...MessageChannel.options),
        (name, purpose, phone, channel) => {
          const recipient = { contactId: 'secret-contact', name, phone };
          const payload = aTouchpoint({ recipient, purpose, channel, logIn: PLACE });
          const entry = touchpointEntry(payload);
          const known = shown(payload, 'Approved as a date to be kept. Cugar has invited nobody.');
          expect(wordsOf(entry.text).filter((one) => !known.has(one))).toEqual([]);
          expect(entry).toMatchObject({ at: payload.startsAt, minutes: payload.durationMinutes });
        },
      ),
    );
  });

  it('never claims that anything took place', () => {
    expect(messageEntry(aPayload(), new Date(0)).text).toMatch(/Cugar has not sent it\.$/);
    expect(touchpointEntry(aTouchpoint()).text).toMatch(/a date to be kept\. Cugar has invited nobody\.$/);
  });
});

describe('what came of it', () => {
  const finding = {
    headline: 'The e-mail is ready for you to send.',
    reasons: ['As approved.'],
    unknowns: [],
  };
  const entry = messageEntry(aPayload(), new Date(0));

  it('is nothing where nothing was to be written', async () => {
    expect(await withCrmLog(finding, undefined, entry, commitContext())).toBe(finding);
  });

  it('is a failure where writing was switched off since', async () => {
    const made = await withCrmLog(finding, PLACE, entry, commitContext());
    expect(made.crm).toMatchObject([
      { state: 'failed', reason: 'writing to CRMs has been switched off since' },
    ]);
    expect(made.headline).toBe('The e-mail is ready for you to send; HubSpot did not take it.');
  });

  it.each([
    [{ state: 'written' }, 'The note 987 stands in HubSpot on Acme Robotics (123).'],
    [
      { state: 'found' },
      'The note 987 stood in HubSpot on Acme Robotics (123) already; it was not written twice.',
    ],
    [
      { state: 'failed', reason: 'it is tired' },
      'It was not logged in HubSpot on Acme Robotics (123), because it is tired.',
    ],
    [
      { state: 'uncertain', reason: 'it went silent' },
      'Nobody knows whether the note is in HubSpot on Acme Robotics (123), because it went silent. Look there for "cugar:p:draft:1" before you log it by hand.',
    ],
    [{ what: 'owner', form: 'Ann Poe' }, 'HubSpot: Ann Poe now owns Acme Robotics (123).'],
    [
      { what: 'owner', form: 'Ann Poe', state: 'found' },
      'HubSpot: Ann Poe owned Acme Robotics (123) already.',
    ],
    [
      { what: 'owner', state: 'failed', reason: 'it is tired' },
      'HubSpot: the owner of Acme Robotics (123) was not changed, because it is tired.',
    ],
  ] as const)('is said of %j', (over, sentence) => {
    expect(crmSentence(outcome(over))).toBe(sentence);
  });

  it('stands among what is known, or among what is not', () => {
    const made = withCrmOutcomes(finding, [
      outcome(),
      outcome({ state: 'uncertain', reason: 'it went silent' }),
    ]);
    expect(made.reasons).toEqual(['As approved.', crmSentence(outcome())]);
    expect(made.unknowns).toEqual([expect.stringMatching(/^Nobody knows whether the note is in HubSpot/)]);
    expect(made.headline).toBe(
      'The e-mail is ready for you to send; whether it stands in HubSpot is not known.',
    );
  });

  it('leaves the headline as it is while all is well, and never makes it too long', () => {
    expect(withCrmOutcomes(finding, [outcome()]).headline).toBe(finding.headline);
    const long = { ...finding, headline: `${'x'.repeat(299)}.` };
    expect(withCrmOutcomes(long, [outcome({ state: 'failed' })]).headline.length).toBeLessThanOrEqual(300);
  });
});
