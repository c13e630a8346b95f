import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createDigestRunner } from '../../../src/digest/runner.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { createDigestPoster } from '../../../src/slack/digest/poster.ts';
import type { DigestStore } from '../../../src/store/digest-store.ts';
import { waitingPlan } from '../../support/engine-approvals.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { closedPort, openWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

class Crash extends Error {}

/** Where a process dies: at its nth step with the store, before or after that took effect. */
interface Death {
  readonly step: number;
  readonly when: 'before' | 'after';
}

/** A process that dies so; its steps are told by name. */
function mortal(death: Death | null, told: (step: string) => void) {
  const deps = world.process();
  let steps = 0;
  const dying = <A extends unknown[], R>(
    name: (result: R, ...args: A) => string,
    work: (...args: A) => Promise<R>,
  ) => {
    return async (...args: A): Promise<R> => {
      const isLast = steps === death?.step;
      steps += 1;
      if (isLast && death?.when === 'before') throw new Crash();
      const result = await work(...args);
      told(name(result, ...args));
      if (isLast) throw new Crash();
      return result;
    };
  };
  const { digests } = deps;
  const store: DigestStore = {
    begin: dying((_result, ..._args) => 'begin', digests.begin),
    posting: (digest) => {
      const claims = digests.posting(digest);
      return {
        claim: dying(({ kind }, part) => `claim ${part} ${kind}`, claims.claim),
        sent: dying((_result, part) => `sent ${part}`, claims.sent),
        release: dying((_result, part) => `release ${part}`, claims.release),
      };
    },
    finish: dying((_result, ..._args) => 'finish', digests.finish),
  };
  const poster = createDigestPoster({
    client: world.clients.worker,
    limits: world.unlimited,
    log: world.log,
    apiUrl: world.sandbox.apiUrl,
    digests: store,
  });
  return createDigestRunner({ ...deps, digests: store, poster });
}

async function openBusyWorld(): Promise<void> {
  world = await openWorld({ redisUrl: sharedRedisUrl(), leaseMs: 1 });
  world.sandbox.setRateLimits('off');
  await waitingPlan(world as never);
}

/** Whether the first post was begun, and nobody knows how it ended. */
function isCutOff(done: readonly string[]): boolean {
  return done.includes('claim head go') && !done.includes('sent head') && !done.includes('release head');
}

/** Digests in the channel that belong to this day. */
const countOf = (day: number) =>
  world.digests().filter(({ text }) => text.includes(` ${day} November`)).length;
const moment = (day: number, hour: number) => Date.UTC(2026, 10, day, hour, 30);

describe('a process that dies in the middle', () => {
  it.each(Array.from({ length: 10 }, (_, step) => step))(
    'at step %i leaves one digest, or none where the post was not sure',
    async (step) => {
      for (const when of ['before', 'after'] as const) {
        await openBusyWorld();
        world.setNow(moment(23, 9));
        const done: string[] = [];
        await mortal({ step, when }, (name) => done.push(name))
          .tick(world.teamId)
          .catch(() => undefined);
        const isCut = isCutOff(done);
        const wasPosted = countOf(23);
        for (let again = 0; again < 3; again += 1)
          await mortal(null, () => undefined)
            .tick(world.teamId)
            .catch(() => undefined);
        expect(countOf(23)).toBe(isCut ? wasPosted : 1);
        expect(world.digests()).toHaveLength(countOf(23));
        if (!isCut) expect(world.digests()[0]?.blocks[0]).toMatchObject({ type: 'header' });
        if (when === 'before') await world.close();
      }
    },
  );

  it('right after the post leaves its one sentence, and tells whoever runs it', async () => {
    await openBusyWorld();
    world.setNow(moment(23, 9));
    const dying = mortal({ step: 2, when: 'before' }, () => undefined);
    await expect(dying.tick(world.teamId)).rejects.toThrow(Crash);
    await mortal(null, () => undefined).tick(world.teamId);
    expect(world.digests().map(({ text }) => text)).toEqual([
      expect.stringContaining('1 request waits for a decision'),
    ]);
    expect(world.lines.map(({ message }) => message)).toContain(
      'it is not certain that a digest was posted; it is not posted again',
    );
  });
});

describe('a post that is cut off', () => {
  it.each<[string, Fault, number]>([
    ['after it took effect', { kind: 'drop', when: 'after' }, 1],
    ['before it took effect', { kind: 'drop', when: 'before' }, 0],
    ['by an error that says nothing', { kind: 'status', status: 500 }, 0],
  ])('%s is not repeated', async (_what, fault, count) => {
    await openBusyWorld();
    world.setNow(moment(23, 9));
    world.sandbox.faults.add({ match: 'chat.postMessage', fault });
    for (let again = 0; again < 3; again += 1) await mortal(null, () => undefined).tick(world.teamId);
    expect(countOf(23)).toBe(count);
    world.setNow(moment(24, 9));
    await mortal(null, () => undefined).tick(world.teamId);
    expect(countOf(24)).toBe(1);
  });

  it('in the thread costs that part alone', async () => {
    await openBusyWorld();
    world.setNow(moment(23, 9));
    world.sandbox.faults.add({ match: 'chat.update', fault: { kind: 'drop', when: 'before' } });
    await expect(mortal(null, () => undefined).tick(world.teamId)).rejects.toThrow('Slack does not answer');
    await mortal(null, () => undefined).tick(world.teamId);
    expect(world.digests()[0]?.blocks[0]).toMatchObject({ type: 'header' });
    expect(countOf(23)).toBe(1);
  });

  it('because nobody listens is repeated until somebody does', async () => {
    await openBusyWorld();
    world.setNow(moment(23, 9));
    const deps = world.process();
    const nobody = `http://127.0.0.1:${await closedPort()}/api/`;
    const poster = createDigestPoster({
      client: world.clientTo(nobody),
      limits: world.unlimited,
      log: world.log,
      apiUrl: nobody,
      digests: deps.digests,
    });
    await expect(createDigestRunner({ ...deps, poster }).tick(world.teamId)).rejects.toThrow(
      'Slack does not answer',
    );
    await mortal(null, () => undefined).tick(world.teamId);
    expect(countOf(23)).toBe(1);
  });
});

interface Act {
  readonly daysOn: number;
  readonly hour: number;
  readonly death: Death | null;
  readonly fault: Fault | null;
}

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, never: number) =>
  fc.oneof({ weight: never, arbitrary: fc.constant(null) }, { weight: 2, arbitrary });

const act: fc.Arbitrary<Act> = fc.record({
  daysOn: fc.constantFrom(0, 0, 0, 1, 1, 2),
  hour: fc.integer({ min: 5, max: 23 }),
  death: sometimes(fc.record({ step: fc.nat(6), when: fc.constantFrom('before', 'after' as const) }), 1),
  fault: sometimes(
    fc.constantFrom<Fault>(
      { kind: 'drop', when: 'after' },
      { kind: 'drop', when: 'before' },
      { kind: 'error', error: 'not_in_channel' },
      { kind: 'status', status: 503 },
    ),
    5,
  ),
});

describe('over any days, crashes, failures of Slack and clocks', () => {
  it('there is never a second digest of a day, and exactly one wherever the post was sure', async () => {
    await openBusyWorld();
    let day = 1;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 8 }), async (acts) => {
        day = (day % 27) + 1;
        const cut = new Set<number>();
        await world.forget();
        for (const { daysOn, hour, death, fault } of acts) {
          day = Math.min(28, day + daysOn);
          world.setNow(moment(day, hour));
          world.sandbox.faults.clear();
          if (fault) world.sandbox.faults.add({ match: 'chat.postMessage', fault });
          const done: string[] = [];
          const ended = await mortal(death, (name) => done.push(name))
            .tick(world.teamId)
            .then(
              () => 'clean',
              () => 'died',
            );
          if (isCutOff(done)) cut.add(day);
          expect(countOf(day)).toBeLessThanOrEqual(1);
          const isSure = ended === 'clean' && hour >= 8 && !fault && !cut.has(day);
          if (isSure) expect(countOf(day)).toBe(1);
          if (hour < 8 && daysOn > 0 && day < 28) expect(countOf(day)).toBe(0);
        }
        world.sandbox.faults.clear();
        world.setNow(moment(day, 23));
        await mortal(null, () => undefined).tick(world.teamId);
        if (!cut.has(day)) expect(countOf(day)).toBe(1);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 20_000 },
    );
  });
});
