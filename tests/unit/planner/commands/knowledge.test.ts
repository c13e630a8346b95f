import { describe, expect, it } from 'vitest';
import { PLAN_COMMANDS } from '../../../../src/planner/commands/index.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';

const world = {
  data: inMemoryData(),
  knowledge: inMemoryKnowledge({
    'floor-overview.md': '---\ntitle: Floor overview\n---\nText.',
    'plan-overview.md': '---\ntitle: Plan overview\n---\nText.',
  }),
  now: new Date('2026-11-22T10:00:00Z'),
};
const read = async (name: string, ...words: string[]) => await PLAN_COMMANDS.get(name)?.read(words, world);

describe('ask', () => {
  it('takes all words as the question', async () => {
    expect(await read('ask', 'What', 'does', 'it', 'need?')).toEqual({
      kind: 'plan',
      template: 'ask',
      args: { question: 'What does it need?' },
    });
    expect(await read('ask', '--audience', 'team', 'Prices?')).toMatchObject({
      args: { question: 'Prices?', audience: 'internal' },
    });
  });

  it('wants a question, no longer than one is, and an audience that exists', async () => {
    expect(await read('ask')).toEqual({ kind: 'usage' });
    expect(await read('ask', ' ', '?')).toEqual({ kind: 'usage' });
    const wish = await read('ask', 'é'.repeat(900));
    expect(wish).toMatchObject({ args: { question: 'é'.repeat(500) } });
    await expect(read('ask', 'Prices?', '--audience', 'everybody')).rejects.toThrow('is no audience');
  });
});

describe('summarize', () => {
  const documents = async (...words: string[]) => {
    const wish = await read('summarize', ...words);
    return wish?.kind === 'plan' ? wish.args : wish;
  };

  it('reads one title, several names, or a list parted by commas', async () => {
    const floor = { documents: ['floor-overview.md'], titles: 'Floor overview' };
    const both = {
      documents: ['floor-overview.md', 'plan-overview.md'],
      titles: 'Floor overview, Plan overview',
    };
    expect(await documents('Floor', 'overview')).toEqual(floor);
    expect(await documents('floor-overview.md')).toEqual(floor);
    expect(await documents('floor', 'plan')).toEqual(both);
    expect(await documents('Floor', 'overview,', 'plan', 'overview')).toEqual(both);
    expect(await documents('floor', 'Floor overview')).toEqual(floor);
    expect(await documents('floor', '--focus', 'shifts', '--audience', 'customer')).toEqual({
      ...floor,
      focus: 'shifts',
      audience: 'customer_safe',
    });
  });

  it('says what is missing, near, or not clear', async () => {
    expect(await read('summarize')).toEqual({ kind: 'usage' });
    await expect(read('summarize', 'overview')).rejects.toMatchObject({ code: 'USER_INPUT' });
    await expect(read('summarize', 'flor-oversight-x')).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      detail: { hint: 'The nearest: Floor overview and Plan overview.' },
    });
  });
});
