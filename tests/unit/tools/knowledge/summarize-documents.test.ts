import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SummaryOutput, summarizeDocuments } from '../../../../src/tools/knowledge/summarize-documents.ts';
import { toolContext } from '../../../support/tool-context.ts';
import { SAMPLE_DOCUMENTS } from './sample-documents.ts';

async function summarize(
  input: Record<string, unknown>,
  documents: Readonly<Record<string, string>> = SAMPLE_DOCUMENTS,
): Promise<SummaryOutput> {
  const parsed = summarizeDocuments.input.parse(input);
  return SummaryOutput.parse(await summarizeDocuments.run(parsed, toolContext({ documents })));
}

describe('summarize_documents', () => {
  it('takes sentences word for word, cites each, and keeps their order', async () => {
    const { sentences, headline, documents } = await summarize({
      documents: ['floor-overview', 'Security and privacy'],
    });
    expect(headline).toBe('Lumenfold Floor overview and Security and privacy in 5 of 17 sentences.');
    expect(documents.map(({ docId, sentences: all }) => [docId, all])).toEqual([
      ['floor-overview.md', 8],
      ['security-and-privacy.md', 9],
    ]);
    expect(sentences).toHaveLength(5);
    expect(new Set(sentences.map(({ docId }) => docId)).size).toBe(2);
    for (const { docId, line, text } of sentences) {
      expect(SAMPLE_DOCUMENTS[docId]?.split('\n')[line - 1]).toContain(text);
    }
    const places = sentences.map(({ docId, line }) => `${docId}:${String(line).padStart(3, '0')}`);
    expect([...places].sort()).toEqual(places);
  });

  it('shows numbers that contradict each other, and what is past its review', async () => {
    const { conflicts, unknowns, details } = await summarize({
      documents: ['enterprise-support', 'onboarding-guide'],
    });
    expect(conflicts).toMatchObject([
      {
        unit: 'week',
        readings: [
          { docId: 'enterprise-support.md', line: 14, value: '6' },
          { docId: 'onboarding-guide.md', line: 10, value: '8' },
        ],
      },
    ]);
    expect(details?.[1]?.lines[0]).toMatch(/^6 or 8 weeks\? “Onboarding of a first site takes six weeks/);
    expect(unknowns[0]).toBe('Which number is right in 1 place.');
    expect(unknowns[1]).toContain('was due for review on 30 June 2025');
  });

  it('goes by the focus', async () => {
    const about = async (focus: string) =>
      (await summarize({ documents: ['onboarding-guide'], focus, maxSentences: 1 })).sentences[0]?.text;
    expect(await about('training of operators')).toContain('Operators are trained');
    expect(await about('plant engineer')).toContain('A plant engineer');
  });

  it('tells customers nothing of internal documents, and names who does', async () => {
    const outside = await summarize({ documents: ['pricing-guardrails', 'floor-overview'] });
    expect(outside.withheld).toEqual([{ title: 'Pricing guardrails', owner: 'Deal Desk' }]);
    expect(outside.unknowns).toContain('Pricing guardrails is not told to customers; ask Deal Desk.');
    expect(JSON.stringify(outside)).not.toContain('8 percent');
    expect((await summarize({ documents: ['roadmap'] })).headline).toBe('Roadmap: not for customers.');
    const inside = await summarize({ documents: ['pricing-guardrails'], audience: 'internal' });
    expect(inside.sentences.map(({ text }) => text).join(' ')).toContain('8 percent');
    expect(inside.reasons).toContain('Some of it is internal: not for customers.');
  });

  it('says which documents there are when one is not, or is not clear', async () => {
    await expect(summarize({ documents: ['floor-overviews-2019'] })).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      detail: { hint: expect.stringContaining('Lumenfold Floor overview') },
    });
    await expect(summarize({ documents: ['overview'] })).rejects.toMatchObject({
      code: 'USER_INPUT',
      detail: { hint: expect.stringContaining('Lumenfold Plan overview (plan-overview.md)') },
    });
  });

  it('takes texts too, and refuses nothing at all and two of one id', async () => {
    const notes = { id: 'notes', text: 'The pilot line runs well. Everybody wants a second line soon.' };
    const { sentences, documents } = await summarize({ texts: [notes] });
    expect(sentences.map(({ text }) => text)).toEqual([
      'The pilot line runs well.',
      'Everybody wants a second line soon.',
    ]);
    expect(documents).toEqual([{ docId: 'notes', title: 'notes', sentences: 2, stale: false }]);
    expect(summarizeDocuments.input.safeParse({}).success).toBe(false);
    expect(summarizeDocuments.input.safeParse({ texts: [notes, notes] }).success).toBe(false);
    expect(summarizeDocuments.input.safeParse({ texts: [{ id: 'a', text: ' ' }] }).success).toBe(false);
  });

  it('does not say one thing twice', async () => {
    const text = `${'The gateway keeps data for three days. '.repeat(5)}Operators enter reasons on a tablet.`;
    const { sentences } = await summarize({ texts: [{ id: 'a', text }], maxSentences: 2 });
    expect(new Set(sentences.map((one) => one.text)).size).toBe(2);
  });

  it('copes with a text of the greatest length', async () => {
    const text = Array.from({ length: 5_000 }, (_, n) => `Line ${n} of plant ${n % 7} lost ${n} minutes.`)
      .join('\n')
      .slice(0, 200_000);
    const { sentences, conflicts } = await summarize({ texts: [{ id: 'a', text }], maxSentences: 20 });
    expect(sentences).toHaveLength(20);
    expect(conflicts.length).toBeLessThanOrEqual(5);
  });

  const sentence = fc
    .array(
      fc.constantFrom('line', 'plant', 'gateway', 'counts', 'six', 'weeks', '8', 'percent', 'é', '<b>', '*'),
      {
        minLength: 1,
        maxLength: 9,
      },
    )
    .map((words) => `${words.join(' ')}.`);

  it('never says what is not in a text, nor more than it may, and the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentence, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (some, max) => {
          const texts = [{ id: 'a', text: some.join(' ') }];
          const first = await summarize({ texts, maxSentences: max });
          expect(first.sentences.length).toBeLessThanOrEqual(max);
          for (const { text } of first.sentences) expect(some.join(' ')).toContain(text);
          expect(await summarize({ texts, maxSentences: max })).toEqual(first);
        },
      ),
      { numRuns: 60 },
    );
  });
});
