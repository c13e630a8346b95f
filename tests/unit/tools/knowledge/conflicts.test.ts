import { describe, expect, it } from 'vitest';
import { conflictLine, conflictsIn } from '../../../../src/tools/knowledge/conflicts.ts';
import { quantitiesOf } from '../../../../src/tools/knowledge/quantities.ts';
import { sentencesOf } from '../../../../src/tools/knowledge/sentences.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';

describe('quantitiesOf', () => {
  it.each([
    ['takes six weeks', ['6 week']],
    ['in ten working days', ['10 day']],
    ['fell by 18 percent, or 18 %', ['18 percent', '18 percent']],
    ['six to eight weeks', ['6–8 week']],
    ['6-8 weeks', ['6–8 week']],
    ['costs € 5,000 or $1.5', ['5000 €', '1.5 $']],
    ['1,200 users and 1.200 users', ['1200 user', '1200 user']],
    ['0,5 hours', ['0.5 hour']],
    ['since 2024, in version 3, on line 4', []],
    ['someone weeks, 45minutes', ['45 minute']],
    ['two to connect: two weeks', ['2 week']],
  ])('%s', (sentence, expected) => {
    expect(quantitiesOf(sentence).map(({ value, unit }) => `${value} ${unit}`)).toEqual(expected);
  });
});

describe('conflictsIn', () => {
  const between = (...texts: string[]) => {
    const knowledge = inMemoryKnowledge(
      Object.fromEntries(texts.map((text, index) => [`${index}.md`, text])),
    );
    const words = (text: string) => knowledge.words(text);
    return conflictsIn(
      knowledge.documents().flatMap((document) => sentencesOf(document, words)),
      words,
    );
  };
  const values = (...texts: string[]) =>
    between(...texts).map(({ unit, readings }) => [unit, ...readings.map(({ value }) => value)].join(' '));

  it.each([
    ['Onboarding a site takes six weeks.', 'Onboarding of a site takes 8 weeks.', ['week 6 8']],
    ['The log is kept for 400 days.', 'The log is kept for 90 days, in every region.', ['day 400 90']],
    ['The log is kept for 400 days.', 'The log is kept for four hundred and more.', []],
    ['Onboarding a site takes six weeks.', 'Onboarding a site takes 6 weeks.', []],
    ['Onboarding a site takes six weeks.', 'Onboarding a site takes 40 days.', []],
    ['Overtime fell by 11 percent.', 'Short stops on folding lines fell by 18 percent.', []],
    ['Payment after 30 days.', 'Delivery in 12 days.', []],
  ])('%s | %s', (one, other, expected) => {
    expect(values(one, other)).toEqual(expected);
  });

  it('sees one within a document, but not between rows of one table', () => {
    expect(values('The pilot lasts 12 weeks.\n\n## Later\nThe pilot lasts 8 weeks.')).toEqual(['week 12 8']);
    expect(values('| system | sync takes |\n| - | - |\n| A | 5 minutes |\n| B | 9 minutes |')).toEqual([]);
  });

  it('puts all readings of one number together', () => {
    const [conflict, ...others] = between(
      'A pilot lasts 12 weeks.',
      'A pilot lasts 8 weeks.',
      'A pilot lasts 12 weeks.',
    );
    expect(others).toEqual([]);
    expect(conflict && conflictLine(conflict)).toBe(
      '12 or 8 weeks? “A pilot lasts 12 weeks.” (0, 0.md:1) against “A pilot lasts 8 weeks.” (1, 1.md:1)',
    );
  });
});
