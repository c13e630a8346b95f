import type { ServerResponse } from 'node:http';
import { ReceiverMultipleAckError } from '@slack/bolt';

/** The one answer to one request. */
export interface Acknowledgement {
  /** Bolt's `ack`; a second one throws, one after the deadline changes nothing. */
  ack(response?: unknown): Promise<void>;
  /** Answers with an error unless something was answered before; false when it was. */
  fail(status: number, error: Readonly<Record<string, unknown>>): boolean;
}

export interface AcknowledgementOptions {
  readonly response: ServerResponse;
  readonly timeoutMs: number;
  readonly onTimeout: () => void;
  readonly onLate: () => void;
}

export function createAcknowledgement(options: AcknowledgementOptions): Acknowledgement {
  let answered: 'no' | 'acked' | 'failed' = 'no';
  const acknowledgement: Acknowledgement = {
    async ack(body) {
      if (answered === 'acked') throw new ReceiverMultipleAckError();
      if (answered === 'failed') return options.onLate();
      answered = 'acked';
      clearTimeout(timer);
      if (typeof body === 'string') send(options.response, 200, 'text/plain; charset=utf-8', body);
      else if (body) sendJson(options.response, 200, body);
      else send(options.response, 200, undefined, '');
    },
    fail(status, error) {
      if (answered !== 'no') return false;
      answered = 'failed';
      clearTimeout(timer);
      sendJson(options.response, status, error);
      return true;
    },
  };
  const timer = setTimeout(() => {
    if (acknowledgement.fail(503, { error: 'not_acknowledged_in_time' })) options.onTimeout();
  }, options.timeoutMs);
  return acknowledgement;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

export function send(
  response: ServerResponse,
  status: number,
  contentType: string | undefined,
  body: string,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...(contentType && { 'content-type': contentType }),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
