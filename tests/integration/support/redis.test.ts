import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sharedRedisUrl, startOwnRedis } from '../../support/redis.ts';

function client(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 10 });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  return redis;
}

describe('the Redis of the tests', () => {
  it('is there for all', async () => {
    expect(await client(sharedRedisUrl()).ping()).toBe('PONG');
  });

  it('comes back on its port with its data after a kill', async () => {
    const server = await startOwnRedis({ appendfsync: 'always' });
    const redis = client(server.url);
    await redis.set('kept', 'yes');
    const before = server.pid;
    await server.kill9();
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await redis.get('kept')).toBe('yes');
    await server.stop();
  });

  it('answers again after a pause, not during it', async () => {
    const server = await startOwnRedis({ appendfsync: 'everysec' });
    const redis = client(server.url);
    await redis.ping();
    server.pause();
    const answer = redis.incr('n');
    const first = await Promise.race([answer, client(sharedRedisUrl()).ping()]);
    expect(first).toBe('PONG');
    server.resume();
    expect(await answer).toBe(1);
    await server.stop();
  });
});
