import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server was asked, as far as tests look at it. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format: {
      readonly json_schema: { readonly name: string; readonly strict: boolean; readonly schema: unknown };
    };
    readonly max_completion_tokens: number;
  };
}

/** How the server behaves towards one request. */
export type Behaviour =
  | {
      readonly kind: 'says';
      readonly content: string;
      readonly tokens?: readonly [input: number, output: number] | null;
    }
  /** Cut off at the limit of its output. */
  | { readonly kind: 'cut'; readonly content: string }
  | { readonly kind: 'refuses' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirects'; readonly to: string }
  | { readonly kind: 'garbage' }
  /** Answers nothing, ever. */
  | { readonly kind: 'hangs' }
  /** Begins to answer and never ends. */
  | { readonly kind: 'drips' }
  /** Sends without end, as fast as it is read. */
  | { readonly kind: 'floods' }
  | { readonly kind: 'hangs_up' };

export const says = (value: unknown, tokens?: readonly [number, number] | null): Behaviour => ({
  kind: 'says',
  content: typeof value === 'string' ? value : JSON.stringify(value),
  ...(tokens !== undefined && { tokens }),
});

export interface ModelServer {
  /** As `OPENAI_BASE_URL`. */
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What was merely looked at. */
  readonly looked: readonly string[];
  close(): Promise<void>;
}

/** How the server tells which models it has; null: it does not. */
export type ModelList = readonly string[] | null;

/** An OpenAI-compatible server on loopback that does with each request what `behave` says. */
export async function startModelServer(
  behave: (asked: Asked, count: number) => Behaviour,
  { models = null, key }: { readonly models?: ModelList; readonly key?: string } = {},
): Promise<ModelServer> {
  const asked: Asked[] = [];
  const looked: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      looked.push(request.url ?? '');
      const isKnown = key === undefined || request.headers.authorization === `Bearer ${key}`;
      const found = isKnown ? modelsAt(request.url ?? '', models) : { status: 401, json: { error: {} } };
      response
        .writeHead(found.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(found.json));
      return;
    }
    const seen = await read(request);
    asked.push(seen);
    answer(response, behave(seen, asked.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/`,
    asked,
    looked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The list of models, or one of them by its name. */
function modelsAt(path: string, models: ModelList): { status: number; json: unknown } {
  const cards = models?.map((id) => ({ id, object: 'model' }));
  const name = decodeURIComponent(/^\/v1\/models\/?(.*)$/.exec(path)?.[1] ?? '');
  const card = cards?.find(({ id }) => id === name);
  if (cards && name === '') return { status: 200, json: { object: 'list', data: cards } };
  return card ? { status: 200, json: card } : { status: 404, json: { error: { message: 'not found' } } };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    path: request.url ?? '',
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Asked['body'],
  };
}

function answer(response: ServerResponse, behaviour: Behaviour): void {
  const json = { 'content-type': 'application/json' };
  switch (behaviour.kind) {
    case 'says':
      response.writeHead(200, json).end(JSON.stringify(completion(behaviour.content, behaviour.tokens)));
      return;
    case 'cut':
      response.writeHead(200, json).end(JSON.stringify(completion(behaviour.content, [10, 10], 'length')));
      return;
    case 'refuses': {
      const whole = completion('', [10, 10]);
      const [choice] = whole.choices;
      response.writeHead(200, json).end(
        JSON.stringify({
          ...whole,
          choices: [{ ...choice, message: { role: 'assistant', content: null, refusal: 'No.' } }],
        }),
      );
      return;
    }
    case 'status':
      response
        .writeHead(behaviour.status, json)
        .end(JSON.stringify({ error: { message: 'secret words', type: 'x' } }));
      return;
    case 'redirects':
      response.writeHead(307, { location: behaviour.to }).end();
      return;
    case 'garbage':
      response.writeHead(200, json).end('<html>not json');
      return;
    case 'hangs':
      return;
    case 'drips':
      response.writeHead(200, json).write('{"id":"');
      return;
    case 'floods':
      response.writeHead(200, json);
      flood(response);
      return;
    case 'hangs_up':
      response.destroy();
  }
}

const CHUNK = 'x'.repeat(64 * 1024);

function flood(response: ServerResponse): void {
  while (!response.destroyed) {
    if (!response.write(CHUNK)) {
      response.once('drain', () => flood(response));
      return;
    }
  }
}

function completion(
  content: string,
  tokens: readonly [number, number] | null = [1_000, 100],
  finish = 'stop',
) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'a-model',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content, refusal: null } }],
    ...(tokens && {
      usage: { prompt_tokens: tokens[0], completion_tokens: tokens[1], total_tokens: tokens[0] + tokens[1] },
    }),
  };
}
