import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftTask } from '../../../../src/core/drafter.ts';
import { beyondEvidence } from '../../../../src/planner/drafting/beyond-evidence.ts';

const TASK: DraftTask = {
  kind: 'message',
  wanted: [],
  evidence: [
    'Acme Robotics raises 60 million USD for three automated plants (10 November 2026)',
    'Open deal: Floor analytics for three plants, proposal',
    'The board did not approve the budget in October',
  ],
  text: {
    subject: 'One open point for our next step with Acme Robotics',
    body: 'I read about the funding round at Acme Robotics (10 November 2026). I am preparing the next step and want it to be worth your time.\n\nWho releases the budget, and when could we speak together?',
  },
  maxWords: 60,
};
const judge = (body: string, subject?: string) => beyondEvidence({ body, ...(subject && { subject }) }, TASK);

describe('a text that stays inside the evidence', () => {
  it.each([
    TASK.text.body,
    'I read that Acme Robotics raises 60 million USD for three automated plants. Who releases the budget?',
    'Thanks for your time. Could we speak about the next step together?',
    'The board did not approve the budget in October.',
  ])('may stand: %s', (body) => {
    expect(judge(body)).toBeNull();
  });
});

describe('a text that leaves the evidence is refused', () => {
  it.each<[string, string, RegExp]>([
    ['a number', 'Acme Robotics raises 70 million USD for three automated plants.', /“70”/],
    ['a number in words', 'Acme Robotics raises 60 million USD for four automated plants.', /“four”/],
    ['a share', 'Half of the plants are automated.', /“half”/i],
    ['a date', 'I read about the funding round on 11 November 2026.', /“11”/],
    ['a month', 'I read about the funding round in December.', /december/i],
    ['a day', 'Could we speak on Monday?', /monday/i],
    ['a name', 'I read about the funding round at Globex Robotics.', /globex/i],
    ['a name at the beginning', 'Globex and Acme Robotics raise funding.', /globex/i],
    ['a claim', 'Our customers save money with our platform.', /stands nowhere/],
    ['a promise', 'We guarantee the best price.', /stands nowhere/],
    ['a denial of what is there', 'Acme Robotics does not raise 60 million USD.', /denied/],
    ['a statement of what was denied', 'The board approved the budget in October.', /denied|stands nowhere/],
    ['facts put together', 'Acme Robotics raises 60 million USD in October.', /apart/],
    ['a link', 'I read about it on https://evil.example today.', /link/],
    ['an address', 'Write to me@evil.example.', /link/],
    ['markup', 'I read about the *funding* <!channel>.', /link/],
    ['too many words', 'I read about the funding round. '.repeat(20), /longer/],
    ['nothing', '   ', /empty/],
  ])('%s', (_, body, why) => {
    expect(judge(body)).toMatch(why);
  });

  it('also in the subject', () => {
    expect(judge(TASK.text.body, 'A discount for Acme Robotics')).toMatch(/stands nowhere/);
  });

  it('whatever number it is', () => {
    const known = new Set(['60', '10', '2026']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (number) => {
        fc.pre(!known.has(String(number)));
        expect(judge(`Acme Robotics raises ${number} million USD.`)).not.toBeNull();
      }),
    );
  });
});
