import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { encodeApprovalRef } from '../../src/core/approval.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { keysOf } from '../../src/store/keys.ts';
import { until } from '../../tests/support/e2e-program.ts';
import { openEngine } from '../support/engine.ts';
import { quantile, shown } from '../support/numbers.ts';
import { runToApproval } from '../support/plans.ts';
import type { Section } from '../support/report.ts';
import { createSlackRequests } from '../support/slack-requests.ts';
import { type BenchWorld, openBenchWorld } from '../support/world.ts';

const WARM_UP = 20;
const BETWEEN_MS = 50;
const AIM_MS = 15;
const STEP = 'draft';

interface Card {
  readonly planId: string;
  readonly ts: string;
  readonly value: string;
}

/** From a signed click on Approve until the same plan goes on. */
export async function resume(clicks: number): Promise<Section> {
  const world = await openBenchWorld();
  try {
    const cards = await waitingCards(world, clicks + WARM_UP);
    const bot = await world.startBot();
    const requests = createSlackRequests(bot.requestUrl, world.sandbox.world);
    const starts: number[] = [];
    const acks: number[] = [];
    for (const card of cards) {
      const sentAt = performance.timeOrigin + performance.now();
      const { ms } = await requests.approve(card.value, card.ts);
      starts.push((await startOfCommit(world, card.planId)) - sentAt);
      acks.push(ms);
      await pause(BETWEEN_MS);
    }
    requests.close();
    const [times, ackTimes] = [starts.slice(WARM_UP), acks.slice(WARM_UP)];
    const p50 = quantile(times, 0.5);
    return {
      title: 'From the click to the next step',
      how: `${clicks} signed clicks on Approve, one at a time, into the built bot; until what was approved has begun, by Redis' clock, whose milliseconds are whole.`,
      lines: [
        { what: 'p50', value: shown(p50, 'ms'), aim: `< ${AIM_MS} ms`, met: p50 < AIM_MS },
        { what: 'p99', value: shown(quantile(times, 0.99), 'ms') },
        { what: 'acknowledgement of the click, p50', value: shown(quantile(ackTimes, 0.5), 'ms') },
        { what: 'acknowledgement of the click, p99', value: shown(quantile(ackTimes, 0.99), 'ms') },
      ],
    };
  } finally {
    await world.close();
  }
}

/** Plans that wait, with cards that stand in the local Slack. */
async function waitingCards(world: BenchWorld, count: number): Promise<Card[]> {
  const engine = await openEngine(world, { post: () => postCard(world) });
  const planIds = await runToApproval(engine, count);
  const redis = new Redis(world.server.url);
  const cards = await Promise.all(
    planIds.map(async (planId): Promise<Card> => {
      const ts = await until('the card', () =>
        redis.hget(keysOf(engine.teamId).plan(planId), `m:approval.${STEP}:ts`),
      );
      const approval = (await engine.record(planId)).steps[STEP]?.approval;
      if (!approval) throw new Error(`${planId} does not wait`);
      const { version, hash } = approval;
      return { planId, ts, value: encodeApprovalRef({ planId, stepId: STEP, version, hash }) };
    }),
  );
  redis.disconnect();
  await engine.stop();
  return cards;
}

async function postCard({ sandbox }: BenchWorld): Promise<string> {
  const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.world.app.token}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel: SAMPLE.channels.sales, text: 'Waits for a decision' }),
  });
  return String(Reflect.get(Object(await response.json()), 'ts'));
}

/** When the step began to do what was approved, Unix ms. */
async function startOfCommit({ redis, sandbox }: BenchWorld, planId: string): Promise<number> {
  const key = keysOf(sandbox.world.team.id).plan(planId);
  return await until('the next step', async () => {
    const [phase, startedAt] = await redis.hmget(key, `phase:${STEP}`, `started:${STEP}`);
    return phase === 'commit' && Number(startedAt);
  });
}
