import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAssets } from '../../../../src/sandbox/page/assets.ts';
import { servePage } from '../../../../src/sandbox/page/index.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends exactly these headers, the host included, as no browser would let a page do. */
function ask(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise<Answer>((resolve, reject) => {
    const asked = httpRequest(`${url}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asked.on('error', reject).end(body);
  });
}

describe('the server of the sandbox page', () => {
  let sandbox: Sandbox;
  let page: Awaited<ReturnType<typeof servePage>>;
  let token = '';
  const { seller, deactivated } = SAMPLE.people;
  beforeEach(async () => {
    sandbox = await createSandbox();
    page = await servePage(sandbox, { port: 0, personId: seller, commands: [] });
    token = JSON.parse((await ask(page.url, '/settings')).body).token;
  });
  afterEach(async () => {
    await page.close();
    await sandbox.close();
  });

  const act = (what: object, headers: Record<string, string> = {}) =>
    ask(page.url, '/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sandbox-token': token, ...headers },
      body: JSON.stringify(what),
    });
  const say = { act: 'say', personId: seller, channelId: SAMPLE.channels.sales, text: 'a <b> & c' };

  it('serves the page and its modules under a policy that lets nothing in from outside', async () => {
    const index = await ask(page.url, '/');
    expect(index.status).toBe(200);
    const csp = String(index.headers['content-security-policy']);
    expect(csp).toContain("default-src 'self'");
    expect(csp).toContain("require-trusted-types-for 'script'");
    expect(csp).not.toMatch(/unsafe|https?:|\*/);
    expect(index.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
    });
    const links = [...index.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, link]) => String(link));
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect((await ask(page.url, link)).status, link).toBe(200);
    const module = await ask(page.url, '/page/browser/main.js');
    expect(module.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('serves nothing else', async () => {
    for (const path of [
      '/server.js',
      '/../sandbox.js',
      '/page/browser/%2e%2e/index.js',
      '/page/browser/tsconfig.json',
      '/files/F1',
      '/traffic/1',
      '/updates?person=nobody',
      `/updates?person=${deactivated}`,
    ])
      expect((await ask(page.url, path)).status, path).toBe(404);
    expect(
      (
        await ask(page.url, '/', {
          method: 'PUT',
          headers: { 'content-type': 'application/json', 'x-sandbox-token': token },
        })
      ).status,
    ).toBe(405);
  });

  it('answers only under its own name, so that no other name can be rebound to it', async () => {
    const port = new URL(page.url).port;
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', '127.0.0.1:1', `[::1]:${port}`])
      expect((await ask(page.url, '/settings', { headers: { host } })).status, host).toBe(403);
    expect((await ask(page.url, '/settings', { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  it('does nothing for another page, and nothing without its token', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'x-sandbox-token': 'wrong' },
      { 'content-type': 'text/plain' },
    ] as Record<string, string>[])
      expect((await act(say, headers)).status, JSON.stringify(headers)).toBe(403);
    expect(
      (await ask(page.url, '/updates?person=x', { headers: { 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403);
    expect(
      (
        await ask(page.url, '/', {
          headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
        })
      ).status,
    ).toBe(200);
    expect(sandbox.messages('#sales')).toEqual([]);
    expect((await act(say, { origin: page.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect(sandbox.messages('#sales').map(({ text }) => text)).toEqual(['a &lt;b&gt; &amp; c']);
  });

  it('refuses what it cannot read, and says why something was not done', async () => {
    for (const bad of [
      {},
      { ...say, more: 1 },
      { ...say, text: 1 },
      { act: 'click', personId: seller },
      null,
    ])
      expect((await act(bad as object)).status, JSON.stringify(bad)).toBe(400);
    const click = {
      act: 'click',
      personId: seller,
      place: { channelId: SAMPLE.channels.sales, ts: '1.1' },
      actionId: 'a',
      blockId: 'b',
    };
    for (const [what, why] of [
      [click, /gone/],
      [
        { ...say, personId: SAMPLE.people.approver, channelId: SAMPLE.channels.private },
        /^Alex Approver \(sample\) does not see the channel #deal-desk$/,
      ],
      [{ act: 'close', personId: seller, viewId: 'V1' }, /no longer open/],
      [{ ...say, personId: deactivated }, /deactivated/],
    ] as const)
      expect(JSON.parse((await act(what)).body).refused).toMatch(why);
  });

  it('takes the next port when the wanted one is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const other = await servePage(sandbox, { port, commands: [] });
    expect(Number(new URL(other.url).port)).toBeGreaterThan(port);
    expect((await ask(other.url, '/')).status).toBe(200);
    await other.close();
    await new Promise((resolve) => blocker.close(resolve));
  });

  it('says what to do when the page was never built', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'cugar-page-'));
    expect(() => loadAssets(empty)).toThrow(/npm run build/);
    await rm(empty, { recursive: true });
  });
});
