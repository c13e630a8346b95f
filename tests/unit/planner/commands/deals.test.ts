import { describe, expect, it } from 'vitest';
import { PLAN_COMMANDS } from '../../../../src/planner/commands/index.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { aDeal, anAccount, NOW } from '../../../support/records.ts';

const data = inMemoryData({
  accounts: [
    anAccount({ accountId: 'acc', name: 'Acme' }),
    anAccount({ accountId: 'both', name: 'Rollout' }),
  ],
  opportunities: [
    aDeal({ opportunityId: 'opp-1', accountId: 'acc', name: 'Platform  rollout' }),
    aDeal({ opportunityId: 'opp-2', accountId: 'acc', name: 'Platform rollout', stage: 'closed_lost' }),
    aDeal({ opportunityId: 'opp-3', accountId: 'acc', name: 'Renewal' }),
    aDeal({ opportunityId: 'opp-4', accountId: 'acc', name: 'renewal' }),
    aDeal({ opportunityId: 'opp-5', accountId: 'both', name: 'Rollout' }),
  ],
});

async function read(name: string, ...words: string[]) {
  return await PLAN_COMMANDS.get(name)?.read(words, { data, knowledge: inMemoryKnowledge(), now: NOW });
}

describe('risk', () => {
  it('takes an opportunity by its id, with its account as the subject', async () => {
    expect(await read('risk', 'opp-3')).toEqual({
      kind: 'plan',
      template: 'risk',
      args: { opportunityId: 'opp-3', account: 'Renewal' },
      subject: { accountId: 'acc', name: 'Acme' },
    });
  });

  it('takes an account as ever, also where a deal has its name', async () => {
    expect(await read('risk', 'Acme')).toMatchObject({ args: { accountId: 'acc', account: 'Acme' } });
    expect(await read('risk', 'rollout')).toMatchObject({ args: { accountId: 'both' } });
  });

  it('takes an opportunity by its name, the open one before the closed', async () => {
    expect(await read('risk', 'platform', 'Rollout')).toMatchObject({ args: { opportunityId: 'opp-1' } });
  });

  it('asks which of several deals is meant', async () => {
    await expect(read('risk', 'Renewal')).rejects.toMatchObject({
      code: 'USER_INPUT',
      message: '2 deals are called “Renewal”.',
      detail: { hint: 'Name one by its id: opp-3, opp-4.' },
    });
  });

  it('says what is near to a name that nobody has', async () => {
    expect(await read('risk', 'Nothing')).toMatchObject({ kind: 'not_found', nearest: ['Acme', 'Rollout'] });
    expect(await read('risk')).toEqual({ kind: 'usage' });
  });
});

describe('winloss', () => {
  it('reads the segment and the day', async () => {
    expect(await read('winloss')).toEqual({
      kind: 'plan',
      template: 'winloss',
      args: { scope: 'all closed deals' },
    });
    expect(await read('winloss', '--by', 'company size', '--since', '2026-01-31')).toMatchObject({
      args: { segments: ['company size'], since: '2026-01-31', scope: 'closed deals by company size' },
    });
  });

  it.each([['2026-02-30'], ['yesterday'], ['2026-1-1']])('refuses %s', async (day) => {
    await expect(read('winloss', '--since', day)).rejects.toMatchObject({ code: 'USER_INPUT' });
  });

  it('knows the nearest segment', async () => {
    await expect(read('winloss', '--by', 'industri')).rejects.toMatchObject({
      detail: { hint: expect.stringContaining('industry') },
    });
    expect(await read('winloss', 'Acme')).toEqual({ kind: 'usage' });
  });
});

describe('personas', () => {
  it('is about an account, or about the whole book', async () => {
    expect(await read('personas', 'acme')).toMatchObject({
      template: 'personas',
      args: { accountId: 'acc' },
    });
    expect(await read('personas')).toEqual({
      kind: 'plan',
      template: 'personas',
      args: { account: 'the whole book' },
    });
  });
});
