import { describe, expect, it } from 'vitest';
import { nameOf, PLAN_COMMANDS } from '../../../../src/planner/commands/index.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { NOW } from '../../../support/records.ts';

async function read(...typed: string[]) {
  const { name, args } = nameOf(typed);
  const world = { data: inMemoryData({}), knowledge: inMemoryKnowledge(), now: NOW };
  return await PLAN_COMMANDS.get(name)?.read(args, world);
}

describe('templates', () => {
  it('lists all, shows one, or compares two versions of one', async () => {
    expect(await read('templates')).toEqual({
      kind: 'plan',
      template: 'templates',
      args: { what: 'all templates' },
    });
    expect(await read('templates', 'signal', 'friendly')).toMatchObject({
      args: { what: 'template signal friendly', template: 'signal friendly' },
    });
    expect(await read('templates', 'sms_cold', '--compare', '1,12')).toMatchObject({
      args: { template: 'sms_cold', compare: [1, 12] },
    });
    expect(await read('templates', 'sms_cold', '--compare=v1..v2')).toMatchObject({
      args: { compare: [1, 2] },
    });
  });

  it('needs a template to compare versions', async () => {
    expect(await read('templates', '--compare', '1,2')).toEqual({ kind: 'usage' });
  });

  it.each(['1', '1,1', '0,1', 'a,b', '1,2,3'])('does not take “%s” for two versions', async (text) => {
    await expect(read('templates', 'sms_cold', '--compare', text)).rejects.toMatchObject({
      code: 'USER_INPUT',
      detail: { hint: 'Write them as --compare 1,2.' },
    });
  });
});
