import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WeighedSignals, weighSignals } from '../../../../src/tools/intelligence/weigh-signals.ts';
import { aSignal, daysAgo, NOW } from '../../../support/records.ts';
import { PLAYBOOK } from '../../../support/tool-context.ts';

const { types } = PLAYBOOK.signals;
const TYPES = Object.keys(types);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const INTENT = TYPES.filter((type) => types[type]?.category === 'intent');

interface Told {
  readonly type: string;
  readonly age: number;
  readonly confidence?: number;
}

/** What is made of signals of these types and ages, all told of different things. */
function weighed(some: readonly Told[]): WeighedSignals {
  const records = some.map(({ type, age, confidence = 1 }, index) =>
    aSignal({
      signalId: `s${index}`,
      type,
      confidence,
      occurredAt: daysAgo(age),
      title: `${LETTERS[index]}`.repeat(4),
    }),
  );
  return weighSignals(records, {
    now: NOW,
    accountName: 'Northwind',
    signals: PLAYBOOK.signals,
    wantedTechnologies: [],
  });
}
const ranked = (some: readonly Told[]) => weighed(some).events.map(({ first }) => first.type.type);

describe('the order of signals', () => {
  it.each(INTENT)('has fresh news behind %s that has almost faded', (intent) => {
    const told = [
      { type: 'company_news', age: 0 },
      { type: 'funding_event', age: 0 },
      { type: intent, age: 170, confidence: 0.3 },
    ];
    expect(ranked(told)).toEqual(['funding_event', intent, 'company_news']);
  });

  it('is by weight where nothing is a sign of intent', () => {
    const told = [
      { type: 'email_verified', age: 0 },
      { type: 'company_news', age: 0 },
      { type: 'expansion', age: 0 },
    ];
    expect(ranked(told)).toEqual(['expansion', 'company_news', 'email_verified']);
  });

  it('never has news before intent, leaves the others by weight, and loses none', () => {
    const one = fc.record({
      type: fc.constantFrom(...TYPES),
      age: fc.integer({ min: 0, max: 170 }),
      confidence: fc.double({ min: 0.3, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (some) => {
        const { events } = weighed(some);
        const isNews = events.map(({ first }) => first.type.type === 'company_news');
        const lastIntent = events.map(({ first }) => first.type.category).lastIndexOf('intent');
        if (lastIntent >= 0 && isNews.includes(true))
          expect(isNews.indexOf(true)).toBeGreaterThan(lastIntent);
        const others = events.filter((_, index) => !isNews[index]).map(({ weight }) => weight);
        expect(others).toEqual([...others].sort((a, b) => b - a));
      }),
    );
  });
});
