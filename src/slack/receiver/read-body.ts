import type { IncomingMessage } from 'node:http';

/** Slack's largest payloads stay far below. */
const MAX_BODY_BYTES = 1024 * 1024;

export type BodyProblem = 'body_too_large' | 'body_too_slow' | 'body_broken_off';

/** The raw body, or why there is none. */
export function readBody(
  request: IncomingMessage,
  timeoutMs: number,
): Promise<{ readonly body: string } | { readonly problem: BodyProblem }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const end = (result: { body: string } | { problem: BodyProblem }) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      resolve(result);
    };
    const timer = setTimeout(() => end({ problem: 'body_too_slow' }), timeoutMs);
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      return end({ problem: 'body_too_large' });
    }
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > MAX_BODY_BYTES) return end({ problem: 'body_too_large' });
      parts.push(part);
    });
    request.on('end', () => end({ body: Buffer.concat(parts).toString('utf8') }));
    request.on('error', () => end({ problem: 'body_broken_off' }));
    request.on('close', () => end({ problem: 'body_broken_off' }));
  });
}
