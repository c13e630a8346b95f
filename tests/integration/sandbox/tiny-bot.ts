import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The command's fields, the click's or view's payload, or the event's envelope. */
  readonly payload: Record<string, unknown>;
}

/** What to answer; `null` never answers. */
export type Reply = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
} | null;

export interface TinyBot {
  readonly sandbox: Sandbox;
  /** All requests in the order in which they came in. */
  readonly heard: Heard[];
  /** Answers every later request. */
  reply: (heard: Heard) => Reply | Promise<Reply>;
  /** Calls the Web API as the bot. */
  api(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

function read(body: string): Record<string, unknown> {
  if (body.startsWith('{')) return JSON.parse(body);
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  return payload ? JSON.parse(payload) : Object.fromEntries(form);
}

/** An app of a few lines behind a real HTTP server, installed in a fresh sandbox. */
export async function startTinyBot(options: SandboxOptions = {}): Promise<TinyBot> {
  const sandbox = await createSandbox({
    rateLimits: 'off',
    eventRetryDelaysMs: [0, 0, 0],
    ...options,
  });
  const bot: TinyBot = {
    sandbox,
    heard: [],
    reply: () => ({}),
    async api(method, args) {
      const answer = await fetch(`${sandbox.apiUrl}${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.world.app.token}` },
        body: JSON.stringify(args),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const heard = { headers: request.headers, body, payload: read(body) };
    bot.heard.push(heard);
    const reply = await bot.reply(heard);
    if (!reply) return;
    response.writeHead(reply.status ?? 200, reply.headers);
    response.end(typeof reply.body === 'string' ? reply.body : reply.body ? JSON.stringify(reply.body) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sandbox.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return bot;
}
