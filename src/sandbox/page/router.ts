import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson } from '../json.ts';
import type { Sandbox } from '../sandbox.ts';
import { readBody } from '../web-api/request-arguments.ts';
import { ActRequest, perform } from './acts.ts';
import type { Asset } from './assets.ts';
import { refusalOf, SECURITY_HEADERS } from './guard.ts';
import type { Mask } from './mask.ts';
import type { PageActRequest, PageSettings } from './protocol.ts';
import { canAct, HANDED_OUT } from './snapshot.ts';
import { isTraffic, trafficDetail } from './traffic.ts';
import { follow } from './updates.ts';

export interface RouterDeps {
  readonly sandbox: Sandbox;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly settings: PageSettings;
  readonly mask: Mask;
  readonly port: () => number;
}

/** Keeps proxies and browsers from giving a silent stream up. */
const HEARTBEAT_MS = 15_000;

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function stream(sandbox: Sandbox, personId: string, response: ServerResponse): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream; charset=utf-8' });
  const stop = follow(sandbox, personId, (update) => {
    response.write(`data: ${JSON.stringify(update)}\n\n`);
  });
  const beat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS).unref();
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
}

/** The same with names in place of ids. */
function inWords({ world }: Sandbox, text: string): string {
  return text.replace(/\b[UWC]0[0-9A-Z]+\b/g, (id) => {
    const channel = world.channels.get(id);
    return world.people.get(id)?.displayName ?? (channel ? `#${channel.name}` : id);
  });
}

async function act({ sandbox }: RouterDeps, request: IncomingMessage): Promise<Reply> {
  const parsed = ActRequest.safeParse(parseJson(await readBody(request)));
  if (!parsed.success) return json(400, { refused: 'This cannot be read.' });
  try {
    return json(200, await perform(sandbox, parsed.data as PageActRequest));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return json(200, { refused: inWords(sandbox, why) });
  }
}

function traffic({ sandbox, mask }: RouterDeps, seq: number): Reply {
  const entry = sandbox.transcript.entries[seq - 1];
  if (!entry || !isTraffic(entry)) return json(404, { refused: 'There is no such request.' });
  return json(200, trafficDetail(sandbox, entry, mask));
}

function handedOut({ sandbox }: RouterDeps, id: string): Reply {
  const file = sandbox.files.find(id);
  if (file?.state !== 'complete' || !HANDED_OUT.includes(file.mimetype))
    return json(404, { refused: 'There is no such file.' });
  return { status: 200, type: file.mimetype, body: Buffer.from(file.bytes) };
}

function read(deps: RouterDeps, path: string): Reply {
  if (path === '/settings') return json(200, deps.settings);
  const seq = /^\/traffic\/(\d+)$/.exec(path)?.[1];
  if (seq !== undefined) return traffic(deps, Number(seq));
  const fileId = /^\/files\/(\w+)$/.exec(path)?.[1];
  if (fileId !== undefined) return handedOut(deps, fileId);
  const asset = deps.assets.get(path);
  return asset ? { status: 200, ...asset } : json(404, { refused: 'There is nothing here.' });
}

/** The reply to a request; null when it goes on as a stream. */
async function replyTo(
  deps: RouterDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply | null> {
  const refusal = refusalOf(request, { port: deps.port(), token: deps.settings.token });
  if (refusal) return json(403, { refused: refusal });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  if (request.method === 'POST' && pathname === '/act') return await act(deps, request);
  if (request.method !== 'GET') return json(405, { refused: 'This cannot be done here.' });
  if (pathname !== '/updates') return read(deps, pathname);
  const person = deps.sandbox.world.people.get(searchParams.get('person') ?? '');
  if (!person || !canAct(person)) return json(404, { refused: 'Nobody here has this id.' });
  stream(deps.sandbox, person.id, response);
  return null;
}

/** Answers one request to the page's server. */
export async function route(
  deps: RouterDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await replyTo(deps, request, response);
  if (!reply) return;
  response.writeHead(reply.status, { ...SECURITY_HEADERS, 'content-type': reply.type }).end(reply.body);
}
