import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CugarError } from '../../../src/core/errors.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { createSidePort, type SidePort, type SidePortOptions } from '../../../src/telemetry/side-port.ts';
import { testMetrics } from '../../unit/telemetry/telemetry-support.ts';

const open: SidePort[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((port) => port.stop()));
});

async function start(changes: Partial<SidePortOptions> = {}) {
  const lines: string[] = [];
  const port = createSidePort({
    port: 0,
    host: '127.0.0.1',
    metrics: testMetrics(),
    extraMetrics: async () => '# TYPE bullmq_job_count gauge\nbullmq_job_count{queue="plans",state="wait"} 0',
    ready: async () => ({ ready: true, components: { redis: { ready: true } } }),
    log: createLogger({ level: 'info', stream: { write: (line) => void lines.push(line) } }),
    ...changes,
  });
  open.push(port);
  const number = await port.start();
  return { port, number, url: `http://127.0.0.1:${number}`, lines };
}

describe('the metrics port', () => {
  it('gives the metrics, with those of the queues behind them', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text).toMatch(/^cugar_build_info\{/m);
    expect(text).toMatch(/\nbullmq_job_count\{queue="plans",state="wait"\} 0\n$/);
  });

  it('refreshes gauges before it reads them', async () => {
    const metrics = testMetrics();
    const extraMetrics = async () => {
      metrics.pendingApprovals({ count: 3, oldestOpenedAtMs: 1_000 });
      return '';
    };
    const { url } = await start({ metrics, extraMetrics });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('\ncugar_approvals_pending 3\n');
  });

  it.each<[string, () => Promise<string>]>([
    ['fails', () => Promise.reject(new Error('redis is gone: redis://u:hunter2@h'))],
    [
      'throws',
      () => {
        throw new Error('at once, password=hunter2');
      },
    ],
    ['never answers', () => new Promise(() => {})],
  ])('gives its own metrics when a source %s', async (_how, extraMetrics) => {
    const { url, lines } = await start({ extraMetrics, patienceMs: 50 });
    const answer = await fetch(`${url}/metrics`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('cugar_build_info');
    expect(lines.join('')).toContain('additional metrics could not be read');
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('is alive', async () => {
    const { url } = await start({ ready: () => Promise.reject(new Error('no')) });
    const answer = await fetch(`${url}/healthz?verbose`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'alive' }]);
  });

  it('says whether it is ready, component by component', async () => {
    let isReady = true;
    const ready = async () => ({
      ready: isReady,
      components: {
        redis: { ready: isReady, detail: { url: 'redis://u:hunter2@h:1' } },
        book: { ready: true, detail: 3 },
      },
    });
    const { url } = await start({ ready });
    const first = await fetch(`${url}/readyz`);
    expect([first.status, await first.json()]).toEqual([
      200,
      {
        status: 'ready',
        components: {
          redis: { ready: true, detail: { url: 'redis://[redacted]@h:1' } },
          book: { ready: true, detail: 3 },
        },
      },
    ]);
    isReady = false;
    const second = await fetch(`${url}/readyz`);
    expect([second.status, await second.json()]).toMatchObject([503, { status: 'not ready' }]);
  });

  it.each<[string, SidePortOptions['ready']]>([
    ['fails', () => Promise.reject(new Error('token=hunter2'))],
    ['never answers', () => new Promise(() => {})],
  ])('is not ready when the question %s', async (_how, ready) => {
    const { url } = await start({ ready, patienceMs: 50 });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, '{"status":"not ready","components":{}}\n']);
  });

  it('knows no other path and no other method', async () => {
    const { url } = await start();
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(`${url}/metrics/`)).status).toBe(404);
    expect((await fetch(`${url}/healthz/../admin`)).status).toBe(404);
    const post = await fetch(`${url}/metrics`, { method: 'POST', body: 'x'.repeat(100_000) });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await fetch(`${url}/healthz`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '19', '']);
  });

  it('survives a request that is no HTTP', async () => {
    const { number, url } = await start();
    await new Promise<void>((resolve) => {
      const socket = connect(number, '127.0.0.1', () => socket.write('\0\0nonsense\r\n\r\n'));
      socket.on('close', () => resolve()).on('error', () => resolve());
      socket.resume();
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('says which port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const error = await start({ port }).catch((thrown: unknown) => thrown);
    other.close();
    expect(error).toBeInstanceOf(CugarError);
    expect(error).toMatchObject({
      code: 'SYSTEM_CONFIG',
      message: `METRICS_PORT is ${port}, but another program uses it`,
    });
  });

  it('stops with a connection open, and may be stopped twice', async () => {
    const { port, url } = await start();
    await (await fetch(`${url}/healthz`)).text();
    await port.stop();
    await port.stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});

const promtool = spawnSync('promtool', ['--version']).status === 0;

describe.runIf(promtool)('promtool', () => {
  it('has nothing to say about the metrics of this program', async () => {
    const { url } = await start({ extraMetrics: async () => '' });
    const input = await (await fetch(`${url}/metrics`)).text();
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });
});
