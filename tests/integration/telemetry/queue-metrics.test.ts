import { spawnSync } from 'node:child_process';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { mergeFamilies } from '../../../src/telemetry/expositions.ts';

const connection = new Redis(inject('redisUrl'), { maxRetriesPerRequest: null });
const queues = ['telemetry-a', 'telemetry-b'].map((name) => new Queue(name, { connection }));

afterAll(async () => {
  for (const queue of queues) await queue.obliterate({ force: true });
  await Promise.all(queues.map((queue) => queue.close()));
  await connection.quit();
});

describe("BullMQ's metrics of several queues", () => {
  it('are one exposition with the labels that the alerts ask for', async () => {
    await queues[0]?.add('job', {});
    const texts = await Promise.all(queues.map((queue) => queue.exportPrometheusMetrics()));
    const merged = mergeFamilies(texts.join('\n'));
    expect(merged.match(/^# TYPE bullmq_job_count gauge$/gm)).toHaveLength(1);
    expect(merged).toMatch(/^bullmq_job_count\{queue="telemetry-a", state="waiting"\} 1$/m);
    expect(merged).toMatch(/^bullmq_job_count\{queue="telemetry-b", state="active"\} 0$/m);
    const samples = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples(merged).sort()).toEqual(samples(texts.join('\n')).sort());
  });

  it.runIf(spawnSync('promtool', ['--version']).status === 0)('can be read by Prometheus', async () => {
    const texts = await Promise.all(queues.map((queue) => queue.exportPrometheusMetrics()));
    const input = mergeFamilies(texts.join('\n'));
    const { stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    expect(stderr).not.toMatch(/pars/);
    const { stderr: unmerged } = spawnSync('promtool', ['check', 'metrics'], {
      input: `${texts.join('\n')}\n`,
      encoding: 'utf8',
    });
    expect(unmerged).toMatch(/pars/);
  });
});
