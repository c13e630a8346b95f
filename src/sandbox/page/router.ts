import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson } from '../json.ts';
import type { Sandbox } from '../sandbox.ts';
import { readBody } from '../web-api/request-arguments.ts';
import { ActRequest, perform } from './acts.ts';
import type { Asset } from './assets.ts';
import { refusalOf, SECURITY_HEADERS } from './guard.ts';
import type { Mask } from './mask.ts';
import type { PageActRequest, PageSettings } from './protocol.ts';
import { canAct } from './snapshot.ts';
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

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function stream(deps: RouterDeps, personId: string, response: ServerResponse): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream; charset=utf-8' });
  const stop = follow(deps.sandbox, personId, (update) => {
    response.write(`data: ${JSON.stringify(update)}\n\n`);
  });
  const beat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS).unref();
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
}

async function act({ sandbox }: RouterDeps, request: IncomingMessage, response: ServerResponse) {
  const parsed = ActRequest.safeParse(parseJson(await readBody(request)));
  if (!parsed.success) return sendJson(response, 400, { refused: 'This cannot be read.' });
  try {
    sendJson(response, 200, await perform(sandbox, parsed.data as PageActRequest));
  } catch (error) {
    sendJson(response, 422, { refused: error instanceof Error ? error.message : String(error) });
  }
}

function read(deps: RouterDeps, url: URL, response: ServerResponse): void {
  const { sandbox, assets, settings, mask } = deps;
  if (url.pathname === '/settings') return sendJson(response, 200, settings);
  if (url.pathname === '/updates') {
    const person = sandbox.world.people.get(url.searchParams.get('person') ?? '');
    if (person && canAct(person)) return stream(deps, person.id, response);
    return sendJson(response, 404, { refused: 'Nobody here has this id.' });
  }
  const seq = /^\/traffic\/(\d+)$/.exec(url.pathname)?.[1];
  if (seq !== undefined) {
    const entry = sandbox.transcript.entries[Number(seq) - 1];
    if (entry && isTraffic(entry)) return sendJson(response, 200, trafficDetail(sandbox, entry, mask));
    return sendJson(response, 404, { refused: 'There is no such request.' });
  }
  const asset = assets.get(url.pathname === '/' ? '/index.html' : url.pathname);
  if (!asset) return sendJson(response, 404, { refused: 'There is nothing here.' });
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': asset.type }).end(asset.body);
}

/** Answers one request to the page's server. */
export async function route(
  deps: RouterDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(request, { port: deps.port(), token: deps.settings.token });
  if (refusal) return sendJson(response, 403, { refused: refusal });
  const url = new URL(request.url ?? '/', 'http://page');
  if (request.method === 'GET') return read(deps, url, response);
  if (request.method === 'POST' && url.pathname === '/act') return await act(deps, request, response);
  sendJson(response, 405, { refused: 'This cannot be done here.' });
}
