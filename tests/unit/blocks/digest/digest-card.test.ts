import { describe, expect, it } from 'vitest';
import { digestMessages } from '../../../../blocks/index.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import { NO_OUTCOMES } from '../../../../src/core/digest.ts';
import { aFullDigest, aQuietDigest, aWaiting, DIGEST_NOW } from '../../../support/digest-content.ts';
import { textsOf } from '../../../support/message-texts.ts';
import { anApproval } from '../../../support/plan-records.ts';

const cardOf = (...given: Parameters<typeof aFullDigest>) =>
  textsOf(digestMessages(aFullDigest(...given)).card.blocks);

describe('the card of a full day', () => {
  const { head, card, replies } = digestMessages(aFullDigest());
  const said = textsOf(card.blocks);

  it('tells plans by outcome, with what went wrong', () => {
    expect(said).toContain('*Plans by outcome*\n7 ended: ✓ 6 completed, ✗ 1 failed. 8 started.');
    expect(said).toContain('✗ Failed: Qualify Initech (plan `01JD9ZK5X8Q2M4N6P8R0S2T4V6`) – No account');
  });

  it('says of a plan in which nothing was done what a person did', () => {
    const { troubled } = aFullDigest();
    const items = troubled.items.map((plan) => ({ ...plan, outcome: 'partial', undone: 'denied' }) as const);
    expect(cardOf({ troubled: { items, total: 1 } })).toContain('⊘ Denied: Qualify Initech');
  });

  it('tells what waits with its age and who may decide, before everything else', () => {
    expect(said).toContain('◆ *1 day* old: An e-mail to Dana Reyes about the new warehouse');
    expect(said).toContain('May decide: <@U001>, who asked.');
    expect(said.indexOf('Waiting for a decision')).toBeLessThan(said.indexOf('Plans by outcome'));
    expect(said).not.toContain('Expires');
  });

  it('tells the decisions, and who made them', () => {
    expect(said).toMatch(/✓ Approved by <@U002>, <!date\^\d+.*>: Qualify Acme/);
    expect(said).toMatch(/⊘ Expired undecided, <!date/);
  });

  it('tells each hot account with the signal behind it and its age, and what was not looked at', () => {
    expect(said).toContain(
      '*Acme Robotics* (Maya Lindqvist) at 0.83: Raises 60 million for three plants (12 days ago, Plant Weekly)',
    );
    expect(said).toContain('1 of 4 accounts with open deals');
    expect(said).toContain('1 could not be judged. 2 deals with later close dates were not looked at.');
  });

  it('tells each deal at risk with the reason and the next step', () => {
    expect(said).toContain(
      '*Floor analytics*, Acme Robotics (Maya Lindqvist), in proposal, about 18 % to win: No activity for 40 days.',
    );
    expect(said).toContain('Next step on record: Security review with plant IT. Advised: Ask who signs.');
    expect(said).toContain('not calibrated');
  });

  it('tells the budget used and left, and how fresh the data are', () => {
    expect(said).toContain(
      '412.5 of 2000 units and 1200 of 6000 calls used (21 %); 1587.5 units and 4800 calls left',
    );
    expect(said).toContain('Data: your own files, read <!date^');
    expect(said).toContain('3 rows or files could not be used');
  });

  it('says why people get it and how to end that', () => {
    expect(said).toContain(
      'Why you get this: it is the daily digest of this channel. `/cugar digest off` ends it',
    );
  });

  it('has a head that says it all in one sentence, and nothing for the thread', () => {
    expect(replies).toEqual([]);
    expect(head.blocks).toHaveLength(1);
    expect(head.text).toBe(
      'Daily digest, Monday 23 November. 1 request waits for a decision, 7 plans ended, 2 decisions made, 1 hot account, 1 deal at risk.',
    );
    expect(card.text).toBe(head.text);
    for (const message of [head, card]) expect(validateMessage(message, 'chat.update')).toBeNull();
    expect(head.blocks[0]?.block_id).not.toBe(card.blocks[0]?.block_id);
  });
});

describe('the card of other days', () => {
  it('is one line when nothing happened', () => {
    const { head, card, replies } = digestMessages(aQuietDigest());
    expect([head.blocks.length, replies.length]).toEqual([1, 0]);
    expect(card).toEqual(head);
    const said = textsOf(head.blocks);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toContain('A quiet day: nothing ended, nothing waits, no new signal.');
    expect(said).toContain('`/cugar digest off` ends it');
    expect(said).not.toContain('Unchanged');
  });

  it('stays one line while old signals and known risks merely go on', () => {
    const { hot, risky } = aFullDigest();
    const said = textsOf(digestMessages(aQuietDigest({ hot, risky })).card.blocks);
    expect(said).toContain('Unchanged: 1 hot, 1 at risk. 1 could not be judged.');
  });

  it.each([
    ['a plan that started', { started: 1 }],
    ['a plan that ended', { ended: { ...NO_OUTCOMES, cancelled: 1 } }],
    ['a request that waits', { waiting: { items: [aWaiting()], total: 1 } }],
    ['a deal that is newly at risk', { hasNewRisk: true }],
  ])('is no quiet day with %s', (_what, over) => {
    expect(digestMessages(aQuietDigest(over)).card.blocks.length).toBeGreaterThan(1);
  });

  it('is no quiet day with a signal of the time that it covers', () => {
    const { hot } = aFullDigest();
    const items = hot?.items.map((one) => ({ ...one, signal: { ...one.signal, ageDays: 0 } })) ?? [];
    const content = aQuietDigest({ hot: hot && { ...hot, items } });
    expect(textsOf(digestMessages(content).card.blocks)).toContain('(today, Plant Weekly)');
  });

  it('labels sample data, in the notification too', () => {
    const data = { mode: 'sample', loadedAtMs: DIGEST_NOW, problemCount: 0 } as const;
    for (const content of [aFullDigest({ data }), aQuietDigest({ data })]) {
      const { head, card } = digestMessages(content);
      for (const message of [head, card]) {
        expect(message.text).toContain('Sample data: invented companies and people');
        expect(textsOf(message.blocks)).toContain('Sample data: invented companies and people');
      }
    }
  });

  it('labels mock data of a single finding among own files', () => {
    const { hot } = aFullDigest();
    const items = hot?.items.map((one) => ({ ...one, dataMode: 'mock' as const })) ?? [];
    expect(cardOf({ hot: hot && { ...hot, items } })).toContain('Mock data: a stand-in for a vendor');
  });

  it('warns of a request that expires within hours', () => {
    const approval = anApproval({ openedAt: DIGEST_NOW - 60_000, expiresAt: DIGEST_NOW + 3_600_000 });
    expect(cardOf({ waiting: { items: [aWaiting({ approval })], total: 1 } })).toContain('*Expires* <!date^');
  });

  it('says that no next step is on record, and that a signal has no date', () => {
    const { risky, hot } = aFullDigest();
    const [deal] = risky?.items ?? [];
    const { nextStep: _none, ...bare } = deal ?? ({} as never);
    expect(cardOf({ risky: risky && { ...risky, items: [bare] } })).toContain('No next step on record.');
    const undated = hot?.items.map((one) => ({ ...one, signal: { ...one.signal, ageDays: null } })) ?? [];
    expect(cardOf({ hot: hot && { ...hot, items: undated } })).toContain('(undated, Plant Weekly)');
  });

  it('leaves out what the profile does not allow to judge', () => {
    const said = cardOf({ hot: null, risky: null });
    expect(said).not.toContain('Hot accounts');
    expect(said).not.toContain('hot account');
  });

  it('tells a person why the own lines come, and one who asked that it was asked for', () => {
    const person = { kind: 'person', userId: 'U001', owner: 'Maya Lindqvist' } as const;
    const own = digestMessages(aFullDigest({ audience: person }));
    expect(own.head.text).toContain('Your lines, Maya Lindqvist, Monday 23 November.');
    expect(textsOf(own.card.blocks)).toContain(
      'you asked for the lines of Maya Lindqvist. `/cugar digest me off` ends it.',
    );
    expect(cardOf({ askedBy: 'U003' })).toContain('Why you get this: <@U003> asked for it here');
  });
});
