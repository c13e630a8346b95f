import { expect, it } from 'vitest';
import { createQueues, createRequestConnection } from '../../../jobs/queues.ts';
import { openInfrastructure } from '../../../src/composition/infrastructure.ts';
import { loadConfig } from '../../../src/config/env.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { startOwnRedis } from '../../support/redis.ts';

const quiet = () => undefined;

it('opens the queues of a Redis that answers', async () => {
  const redis = await startOwnRedis({ appendfsync: 'off' });
  const config = loadConfig({ REDIS_URL: redis.url }, { needsSlack: false });
  const log = createLogger({ level: 'silent', stream: process.stderr });
  const infrastructure = await openInfrastructure(config, log, quiet);
  await infrastructure.queues.plans.add('plan', { teamId: 'T1', planId: 'P1' }, { jobId: 'P1' });
  expect(await infrastructure.queues.plans.count()).toBe(1);
  await infrastructure.close();
  await redis.stop();
});

it('tells of queues that were opened while Redis was deaf, for they take nothing afterwards either', async () => {
  const redis = await startOwnRedis({ appendfsync: 'off' });
  const connection = createRequestConnection(redis.url, quiet);
  await new Promise<void>((resolve) => connection.once('ready', () => resolve()));
  redis.pause();
  const queues = createQueues(connection, quiet);
  await expect(queues.ready()).rejects.toThrow('Command timed out');
  redis.resume();
  await expect(connection.ping()).resolves.toBe('PONG');
  await expect(queues.plans.add('plan', { teamId: 'T1', planId: 'P1' })).rejects.toThrow('Command timed out');
  connection.disconnect();
  await redis.stop();
});
