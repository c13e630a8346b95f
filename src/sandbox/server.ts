import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxCore } from './core.ts';
import type { Fault } from './faults.ts';
import { fileIn } from './files.ts';
import { isJson, type Json, parseJson } from './json.ts';
import { respond } from './respond.ts';
import { type ApiAnswer, callMethod } from './web-api/call-method.ts';
import { readArguments, readBody, readBytes, readToken } from './web-api/request-arguments.ts';

const HTML = '<!DOCTYPE html><html><head><title>Slack</title></head><body>Server error</body></html>';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Call {
  readonly method: string;
  readonly args: Json;
  run(): Answer;
}

const jsonAnswer = ({ status, headers, body }: ApiAnswer): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** The answer that a fault gives instead of the method; undefined lets the method run. */
function faultAnswer(fault: Fault | undefined): Answer | undefined {
  switch (fault?.kind) {
    case 'status':
      return { status: fault.status, body: fault.body ?? '' };
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: HTML,
      };
    case 'rate_limited':
      return jsonAnswer({
        status: 429,
        headers: { 'retry-after': String(fault.retryAfterS) },
        body: { ok: false, error: 'ratelimited' },
      });
    case 'error':
      return jsonAnswer({ status: 200, headers: {}, body: { ok: false, error: fault.error } });
    default:
      return undefined;
  }
}

/** A call of the Web API or of a response URL; null for any other path. */
function readCall(core: SandboxCore, request: IncomingMessage, body: string): Call | null {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const [, root, method = ''] = url.pathname.split('/');
  if (root === 'api') {
    const args = readArguments(request.headers['content-type'] ?? '', url.searchParams, body);
    if (typeof args === 'string') {
      return {
        method,
        args: {},
        run: () => jsonAnswer({ status: 200, headers: {}, body: { ok: false, error: args } }),
      };
    }
    const token = readToken(request.headers.authorization, args);
    const { token: _secret, ...shown } = args;
    return { method, args: shown, run: () => jsonAnswer(callMethod(core, method, args, token)) };
  }
  if (root !== 'commands' && root !== 'actions' && root !== 'app') return null;
  const payload = parseJson(body);
  return {
    method: 'response_url',
    args: isJson(payload) ? payload : {},
    run() {
      if (!isJson(payload)) return { status: 400, body: 'invalid_payload' };
      const target = core.responseUrls.use(url.pathname);
      if (typeof target === 'string') return { status: 404, body: target };
      const error = respond(core, target, payload);
      if (error) return { status: error === 'no_text' ? 500 : 400, body: error };
      return {
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: '{"ok":true}',
      };
    },
  };
}

function errorOf(answer: Answer): string | undefined {
  const body = parseJson(answer.body);
  if (isJson(body)) return typeof body.error === 'string' ? body.error : undefined;
  return answer.status === 200 ? undefined : answer.body || `http_${answer.status}`;
}

async function answerCall(core: SandboxCore, call: Call, response: ServerResponse): Promise<void> {
  const fault = core.faults.strike(call);
  const log = (status: number | null, error?: string) =>
    core.transcript.add({
      kind: 'api_call',
      method: call.method,
      args: call.args,
      status,
      ok: status === 200 && error === undefined,
      ...(error && { error }),
      ...(fault && { fault: fault.kind }),
    });
  if (fault?.kind === 'latency') await sleep(fault.ms, undefined, { ref: false });
  if (fault?.kind === 'held') await fault.until;
  if (fault?.kind === 'drop') {
    const lost = fault.when === 'after' ? errorOf(call.run()) : undefined;
    log(null, lost ?? 'connection_dropped');
    response.destroy();
    return;
  }
  const answer = faultAnswer(fault) ?? call.run();
  log(answer.status, errorOf(answer));
  response.writeHead(answer.status, { 'x-slack-req-id': core.ids.secret(), ...answer.headers });
  response.end(answer.body);
}

/** The bytes of a file, as they are: what comes here is no call, and says nothing about a token. */
async function takeUpload(
  core: SandboxCore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = fileIn(await readBytes(request), request.headers['content-type'] ?? '');
  const { pathname } = new URL(request.url ?? '/', 'http://sandbox');
  const problem = request.method === 'POST' ? core.files.upload(pathname, bytes) : 'unknown_upload';
  const status = problem === null ? 200 : problem === 'unknown_upload' ? 404 : 400;
  response.writeHead(status, { 'content-type': 'text/plain' }).end(problem ?? `OK - ${bytes.byteLength}`);
}

/** The HTTP side of the sandbox: `/api/<method>` and the response URLs. */
export function createSandboxServer(core: SandboxCore): Server {
  return createServer((request, response) => {
    if (request.url?.startsWith('/upload/')) {
      takeUpload(core, request, response).catch(() => response.destroy());
      return;
    }
    readBody(request)
      .then((body) => {
        const call = readCall(core, request, body);
        if (call) return answerCall(core, call, response);
        response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      })
      .catch((error: unknown) => {
        if (response.headersSent || response.destroyed) return;
        const message = error instanceof Error ? error.message : String(error);
        core.transcript.add({
          kind: 'api_call',
          method: request.url ?? '',
          args: {},
          status: 500,
          ok: false,
          error: message,
        });
        response.writeHead(500).end('sandbox failure');
      });
  });
}
