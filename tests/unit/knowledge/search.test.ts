import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryKnowledge } from '../../support/in-memory-knowledge.ts';

const FILES = {
  'a.md':
    '---\ntitle: Security\n---\nData is encrypted at rest.\n\n## Sign-on\nSAML is part of every edition.',
  'b.md':
    '---\ntitle: Lunch menu\ntags: [canteen]\n---\nThe canteen is open. Is data on the menu? No data is.',
  'c.md': '---\ntitle: Security\n---\nAnother page of the same title.',
};
const knowledge = inMemoryKnowledge(FILES);
const found = async (question: string) =>
  (await knowledge.search(question, 10)).hits.map(({ document, found: words }) => [
    document.docId,
    ...words.map(({ word }) => word),
  ]);

describe('the search', () => {
  it('goes by words that carry meaning, in any form', async () => {
    expect(await found('Is the data being encrypted?')).toEqual([
      ['a.md', 'data', 'encrypt'],
      ['b.md', 'data'],
    ]);
    expect(await found('what is it')).toEqual([]);
  });

  it('finds headings, tags and what means the same', async () => {
    expect(await found('canteen')).toEqual([['b.md', 'canteen']]);
    expect(await found('SSO')).toEqual([['a.md', 'sso']]);
    expect(await found('single sign-on')).toEqual([['a.md', 'singl', 'sign']]);
  });

  it('forgives a misspelling only where the word is nowhere', async () => {
    expect(await found('encripted')).toEqual([['a.md', 'encript']]);
    const { hits } = await knowledge.search('encripted', 10);
    expect(hits[0]?.found).toEqual([{ word: 'encript', as: ['encrypt'] }]);
    expect(await found('encrpyted')).toEqual([['a.md', 'encrpyt']]);
    expect(await found('zzzzzz')).toEqual([]);
  });

  it('says what it looked for and how common each word is', async () => {
    const { asked, passages } = await knowledge.search('encrypted data zeppelin', 10);
    expect(passages).toBe(4);
    expect(asked).toEqual([
      { word: 'encrypt', passages: 1 },
      { word: 'data', passages: 2 },
      { word: 'zeppelin', passages: 0 },
    ]);
  });

  it('takes nothing in a question for syntax, and gives equals in one order', async () => {
    const hostile = '-data +(encrypted) "rest" AND NOT * ~2 \\ __proto__ constructor';
    expect((await knowledge.search(hostile, 10)).hits[0]?.document.docId).toBe('a.md');
    expect(await knowledge.search('data', 10)).toEqual(await knowledge.search('data', 10));
    expect((await knowledge.search('data '.repeat(10_000), 1)).hits).toHaveLength(1);
  });
});

describe('finding a document', () => {
  const kinds = async (name: string) => {
    const match = await knowledge.find(name);
    return match.kind === 'one'
      ? match.document.docId
      : match.kind === 'many'
        ? match.documents.map(({ docId }) => docId)
        : match.nearest;
  };

  it.each([
    ['b.md', 'b.md'],
    ['B', 'b.md'],
    ['lunch MENU', 'b.md'],
    ['menu', 'b.md'],
    ['lun', 'b.md'],
    ['Lunch meny', 'b.md'],
    ['security', ['a.md', 'c.md']],
    ['c', 'c.md'],
    ['holidays', ['Security', 'Lunch menu']],
    ['', []],
  ])('%j → %j', async (name, expected) => {
    expect(await kinds(name)).toEqual(expected);
  });
});

describe('the index, against a plain count of words', () => {
  const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon');
  const text = fc.array(word, { minLength: 1, maxLength: 12 });

  it('finds exactly the passages that hold a word, and never ranks one that holds fewer, all else equal, higher', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.array(word, { minLength: 1 }),
        async (texts, asked) => {
          const files = Object.fromEntries(texts.map((words, index) => [`d${index}.md`, words.join(' ')]));
          const {
            hits,
            asked: counted,
            passages,
          } = await inMemoryKnowledge(files).search(asked.join(' '), 100);
          expect(passages).toBe(texts.length);
          const holders = texts.flatMap((words, index) =>
            words.some((one) => asked.includes(one)) ? [`d${index}.md`] : [],
          );
          expect(hits.map(({ document }) => document.docId).sort()).toEqual(holders.sort());
          for (const { word: stem, passages: count } of counted) {
            expect(count).toBe(texts.filter((words) => words.some((one) => one.startsWith(stem))).length);
          }
          const scores = hits.map(({ score }) => score);
          expect([...scores].sort((a, b) => b - a)).toEqual(scores);
          expect(scores.every((score) => score > 0)).toBe(true);
        },
      ),
    );
  });
});
