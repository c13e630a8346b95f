import { Redis } from 'ioredis';
import { ulid } from 'ulid';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createHomeStore } from '../../../src/store/home-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const redis = new Redis(sharedRedisUrl());
const homes = createHomeStore(redis);
let teamId: string;

beforeEach(() => {
  teamId = `T${ulid().slice(-16)}`;
});
afterAll(() => redis.disconnect());

const DAY_MS = 86_400_000;

describe('who looks at a Home tab', () => {
  it('is whoever opened it within a week, until it cannot be shown', async () => {
    await homes.opened(teamId, 'U1');
    await homes.opened(teamId, 'U2');
    await redis.zadd(`cugar:{${teamId}}:home`, Date.now() - 8 * DAY_MS, 'U_LONG_AGO');
    expect(await homes.viewers(teamId)).toEqual(new Set(['U1', 'U2']));
    await homes.forget(teamId, 'U1');
    expect(await homes.viewers(teamId)).toEqual(new Set(['U2']));
  });

  it('is a thousand people at most, the latest ones, and takes room for a week at most', async () => {
    const old = Array.from({ length: 1_000 }, (_, n) => [Date.now() - DAY_MS + n, `U${n}`]).flat();
    await redis.zadd(`cugar:{${teamId}}:home`, ...old);
    await homes.opened(teamId, 'U_NEW');
    const viewers = await homes.viewers(teamId);
    expect(viewers.size).toBe(1_000);
    expect(viewers.has('U_NEW')).toBe(true);
    expect(viewers.has('U0')).toBe(false);
    expect(await redis.pttl(`cugar:{${teamId}}:home`)).toBeGreaterThan(6 * DAY_MS);
  });

  it('sees it drawn anew when it is opened, whatever was shown before', async () => {
    const shown = { hash: '1.abc', content: 'f00' };
    await homes.published(teamId, 'U1', shown);
    expect(await homes.shown(teamId, 'U1')).toEqual(shown);
    await homes.opened(teamId, 'U1');
    expect(await homes.shown(teamId, 'U1')).toBeNull();
  });
});

describe('a notice', () => {
  it('lives a minute, for one person, or until it is cleared', async () => {
    const notice = { text: 'No', blocks: [{ type: 'divider' }] };
    await homes.setNotice(teamId, 'U1', notice);
    expect(await homes.notice(teamId, 'U1')).toEqual(notice);
    expect(await homes.notice(teamId, 'U2')).toBeNull();
    const life = await redis.pttl(`cugar:{${teamId}}:home:notice:U1`);
    expect(life).toBeGreaterThan(50_000);
    expect(life).toBeLessThanOrEqual(60_000);
    await homes.clearNotice(teamId, 'U1');
    expect(await homes.notice(teamId, 'U1')).toBeNull();
  });
});
