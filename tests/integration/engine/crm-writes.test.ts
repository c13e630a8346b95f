import { describe, expect, it, onTestFinished } from 'vitest';
import { createCrm } from '../../../src/adapters/hub/create-crm.ts';
import { hubspot } from '../../../src/adapters/hubspot/index.ts';
import { openVendor } from '../../../src/adapters/open-vendor.ts';
import { SourcePolicy } from '../../../src/config/registry-adapters.ts';
import { crmWritten } from '../../../src/core/payloads/crm-record.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { PlanStore } from '../../../src/core/plan-store.ts';
import { contentOf } from '../../../src/core/proposal.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { emptyState } from '../../support/crm/fake-crm.ts';
import { fakeHubspot } from '../../support/crm/fake-hubspot.ts';
import { plan, policy, proposeStep } from '../../support/engine-plan.ts';
import { decideOpen, openWorld, statuses, type World } from '../../support/engine-world.ts';
import { inMemoryData } from '../../support/in-memory-data.ts';
import { clock, sampleWorld } from '../../support/mock-worlds.ts';
import { aRep } from '../../support/records.ts';
import { startVendorServer } from '../../support/vendor-server.ts';

const REPS = [
  aRep({
    repId: 'r1',
    name: 'Ann Poe',
    territory: 'East',
    capacity: 50,
    extra: { email: 'ann@cugar.example' },
  }),
  aRep({ repId: 'r2', name: 'Bo Day', territory: 'West', capacity: 50 }),
  aRep({ repId: 'r3', name: 'Cy Low', territory: 'East', capacity: 50 }),
];

/** The engine with the real tools, over real Redis and a CRM's server on this machine. */
async function start({ isOn = true, store = (real: PlanStore): PlanStore => real } = {}) {
  const sample = await sampleWorld();
  const state = emptyState();
  const server = await startVendorServer({
    routes: fakeHubspot.routes(sample, state),
    guard: (request) => (fakeHubspot.isAllowed(request) ? undefined : { status: 401, json: {} }),
    isSpared: (request) => !fakeHubspot.isCreation(request),
  });
  const settings = fakeHubspot.settings(server.url);
  const config = { mode: 'live', settings } as const;
  const source = openVendor(hubspot, { config, clock, world: () => sample, random: () => 0 });
  const crm = createCrm([source], SourcePolicy.parse({}), { pausesMs: [1, 5] });
  const companies = sample.companies.map(({ account }) => ({
    ...account,
    owner: 'Bo Day',
    territory: 'West',
  }));
  const data = inMemoryData({
    accounts: companies,
    contacts: sample.companies.flatMap(({ contacts }) => contacts),
    reps: REPS,
  });
  const written: string[] = [];
  const bookWriter = {
    assign: async ({ key }: { key: string }) => {
      written.push(key);
      return { file: 'assignments.csv' };
    },
  };
  const tools = [...catalogue.values()];
  const parts = { data, bookWriter, ...(isOn && { crm }) };
  const plain = openWorld(tools, parts);
  const world = openWorld(tools, { ...parts, store: store(plain.store) });
  onTestFinished(async () => {
    await source.close();
    await server.close();
  });
  const creations = () => server.requests.filter(fakeHubspot.isCreation).length;
  return { world, plain, server, state, written, creations };
}

const draft = (teamId: string): Plan =>
  plan(teamId, [
    proposeStep('draft', {
      tool: 'draft_outbound_message',
      input: { accountId: 'acc_acme', channel: 'email' },
      timeoutMs: 30_000,
    }),
  ]);

const outcomes = async (world: World, made: Plan, stepId = 'draft') =>
  crmWritten((await world.record(made)).steps[stepId]?.output);

const trail = async (world: World, made: Plan) => {
  const entries = await world.redis.xrange(world.keys.audit, '-', '+');
  return entries
    .map(([, fields]) =>
      Object.fromEntries(fields.flatMap((name, at) => (at % 2 ? [] : [[name, fields[at + 1]]]))),
    )
    .filter((one) => one.plan === made.planId);
};

describe('from the approval to the record', () => {
  it('says beforehand where, writes what was approved after it, and keeps who approved what is there', async () => {
    const { world, state, server, creations } = await start();
    const made = draft(world.teamId);
    await world.start(made);
    const { proposal } = (await world.record(made)).steps.draft?.approval ?? {};
    if (proposal?.payload.kind !== 'message') throw new Error('no message was proposed');
    const { logIn, body } = proposal.payload;
    expect(contentOf(proposal.payload).facts).toContainEqual({
      label: 'Also',
      value: `a note in HubSpot, on Acme Robotics (${logIn?.recordId})`,
    });
    expect(server.requests.every(({ method, path }) => method === 'GET' || /search|batch/.test(path))).toBe(
      true,
    );
    await decideOpen(world, made, 'draft', 'approved');
    await world.run(made);
    expect(creations()).toBe(1);
    expect(state.entries).toHaveLength(1);
    const [note] = state.entries;
    expect(note?.recordId).toBe(logIn?.recordId);
    expect(note?.body).toContain(body.split('\n')[0]);
    expect(note?.body).toContain(`[cugar:${made.planId}:draft:1]`);
    expect(await outcomes(world, made)).toMatchObject([
      { state: 'written', entryId: note?.id, title: 'HubSpot' },
    ]);
    const { output } = (await world.record(made)).steps.draft ?? {};
    expect(output).toMatchObject({
      reasons: expect.arrayContaining([expect.stringContaining(`note ${note?.id} stands in HubSpot`)]),
    });
    const [told] = (await trail(world, made)).filter(({ event }) => event === 'crm_write');
    expect(told).toMatchObject({ step: 'draft', actor: 'U1' });
    expect(JSON.parse(told?.data ?? '')).toMatchObject({
      state: 'written',
      entryId: note?.id,
      recordName: 'Acme Robotics',
    });
  });

  it('asks nobody where the profile does not allow it', async () => {
    const { world, state, server } = await start({ isOn: false });
    const made = draft(world.teamId);
    await world.start(made);
    await decideOpen(world, made, 'draft', 'approved');
    await world.run(made);
    expect(statuses(await world.record(made))).toEqual({ draft: 'succeeded' });
    expect(server.requests).toEqual([]);
    expect(state.entries).toEqual([]);
    expect(await outcomes(world, made)).toEqual([]);
  });

  it.each(['denied', 'expired'] as const)('writes nothing that was %s', async (decision) => {
    const { world, creations } = await start();
    const made = draft(world.teamId);
    await world.start(made);
    await decideOpen(world, made, 'draft', decision);
    await world.run(made);
    expect(creations()).toBe(0);
  });

  it('writes once when the worker dies before it could tell', async () => {
    const worker = { isDead: false, dies: true };
    const alive = () => {
      if (worker.isDead) throw new Error('the worker is gone');
    };
    const dying = (store: PlanStore): PlanStore => ({
      ...store,
      together: (teamId, planId) => {
        const moves = store.together(teamId, planId);
        return {
          ...moves,
          finish: async (outcome) => {
            worker.isDead ||= worker.dies && outcome.result.status === 'succeeded';
            alive();
            return await moves.finish(outcome);
          },
          settle: async (...end) => {
            alive();
            return await moves.settle(...end);
          },
        };
      },
    });
    const { world, state, creations } = await start({ store: dying });
    const made = draft(world.teamId);
    await world.start(made);
    await decideOpen(world, made, 'draft', 'approved');
    await expect(world.run(made)).rejects.toThrow('the worker is gone');
    expect(state.entries).toHaveLength(1);
    Object.assign(worker, { isDead: false, dies: false });
    await world.run(made);
    expect(creations()).toBe(1);
    expect(statuses(await world.record(made))).toEqual({ draft: 'succeeded' });
    expect(await outcomes(world, made)).toMatchObject([{ state: 'found', entryId: state.entries[0]?.id }]);
  });

  it('hands the message over and names it when the CRM does not take it', async () => {
    const { world, server, state } = await start();
    const made = draft(world.teamId);
    await world.start(made);
    state.gone.add((await proposedPlace(world, made)) ?? '');
    await decideOpen(world, made, 'draft', 'approved');
    await world.run(made);
    const record = await world.record(made);
    expect(record.status).toBe('completed');
    expect(record.steps.draft?.output).toMatchObject({
      handedOver: true,
      headline: expect.stringMatching(/ready for you to send; HubSpot did not take it\.$/),
    });
    expect(server.requests.filter(fakeHubspot.isCreation)).toHaveLength(1);
    expect(await outcomes(world, made)).toMatchObject([{ state: 'failed' }]);
    expect(await trail(world, made)).toContainEqual(
      expect.objectContaining({ event: 'crm_write', actor: 'U1' }),
    );
  });

  it('says that nobody knows when the answer was lost and nothing is to be seen', async () => {
    const { world, server, state } = await start();
    const made = draft(world.teamId);
    await world.start(made);
    await decideOpen(world, made, 'draft', 'approved');
    state.entries.push = () => 0;
    server.fail('reset');
    await world.run(made);
    const { output } = (await world.record(made)).steps.draft ?? {};
    expect(await outcomes(world, made)).toMatchObject([{ state: 'uncertain' }]);
    expect(output).toMatchObject({
      handedOver: true,
      headline: expect.stringMatching(/whether it stands in HubSpot is not known\.$/),
      unknowns: expect.arrayContaining([expect.stringContaining(`cugar:${made.planId}:draft:1`)]),
    });
  });

  it('makes a task of a date', async () => {
    const { world, state } = await start();
    const input = { accountId: 'acc_acme', channel: 'email', zone: 'Europe/Berlin' };
    const step = proposeStep('date', { tool: 'schedule_touchpoint', input, timeoutMs: 30_000 });
    const made = plan(world.teamId, [step]);
    await world.start(made);
    await decideOpen(world, made, 'date', 'approved');
    await world.run(made);
    expect(state.entries).toMatchObject([{ kind: 'tasks', title: expect.stringMatching(/^E-mail to /) }]);
    expect(await outcomes(world, made, 'date')).toMatchObject([{ state: 'written', form: 'task' }]);
  });
});

describe('from the assignment to the owner', () => {
  const assigning = (teamId: string, to: string) => {
    const input = { accountIds: ['acc_acme'], to, rules: {} };
    const step = { tool: 'assign_territory', domain: 'territory', input, timeoutMs: 30_000 } as const;
    return plan(teamId, [proposeStep('assign', { ...step, approval: policy() })]);
  };

  it('writes the book first, then the owner there, who was named on the card', async () => {
    const { world, state, written } = await start();
    const made = assigning(world.teamId, 'Ann Poe');
    await world.start(made);
    const { proposal } = (await world.record(made)).steps.assign?.approval ?? {};
    if (proposal?.payload.kind !== 'assignment') throw new Error('no assignment was proposed');
    const [change] = proposal.payload.inCrms ?? [];
    expect(change).toMatchObject({
      crm: 'hubspot',
      accountId: 'acc_acme',
      ownerName: 'Ann Poe',
      fromOwnerId: null,
    });
    expect(proposal.payload.lines.at(-1)).toBe(`HubSpot: Acme Robotics (${change?.recordId}) → Ann Poe`);
    expect(proposal.consequences.join(' ')).not.toContain('not touched');
    await decideOpen(world, made, 'assign', 'approved');
    await world.run(made);
    expect(written).toEqual([`${made.planId}:assign:1`]);
    expect(state.owners.get(change?.recordId ?? '')).toBe('7001');
    expect(await outcomes(world, made, 'assign')).toMatchObject([
      { what: 'owner', state: 'written', form: 'Ann Poe' },
    ]);
  });

  it('says on the card why an owner cannot be changed there, and changes the book alone', async () => {
    const { world, state, written, server } = await start();
    const made = assigning(world.teamId, 'Cy Low');
    await world.start(made);
    const { proposal } = (await world.record(made)).steps.assign?.approval ?? {};
    if (proposal?.payload.kind !== 'assignment') throw new Error('no assignment was proposed');
    expect(proposal.payload.inCrms).toBeUndefined();
    expect(proposal.payload.facts).toContainEqual({
      label: 'Not in a CRM',
      value: expect.stringMatching(
        /^Acme Robotics: Cy Low has no e-mail address \(column "email" of reps\.csv\)/,
      ),
    });
    expect(proposal.consequences.join(' ')).toContain('Your CRM is not touched');
    await decideOpen(world, made, 'assign', 'approved');
    await world.run(made);
    expect(written).toHaveLength(1);
    expect([...state.owners]).toEqual([]);
    expect(server.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });
});

async function proposedPlace(world: World, made: Plan): Promise<string | undefined> {
  const { payload } = (await world.record(made)).steps.draft?.approval?.proposal ?? {};
  return payload?.kind === 'message' ? payload.logIn?.recordId : undefined;
}
