import type { IncomingMessage } from 'node:http';
import { isJson, type Json, parseJson } from '../json.ts';

const MAX_BODY_BYTES = 1_000_000;

/** The whole body as text; longer ones are cut off by closing the connection. */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString('utf8');
}

/** The same as bytes. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > MAX_BODY_BYTES) request.destroy();
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** Arguments of a Web API call, or Slack's code for a body that it cannot read. */
export function readArguments(contentType: string, query: URLSearchParams, body: string): Json | string {
  const inQuery = Object.fromEntries(query);
  if (body === '') return inQuery;
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded')
    return { ...inQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  if (type !== 'application/json') return 'invalid_post_type';
  const json = parseJson(body);
  if (json === undefined) return 'invalid_json';
  return isJson(json) ? { ...inQuery, ...json } : 'json_not_object';
}

/** The bearer token of the header, else the token among the arguments. */
export function readToken(authorization: string | undefined, args: Json): string | undefined {
  const inHeader = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return inHeader ?? (typeof args.token === 'string' && args.token !== '' ? args.token : undefined);
}
