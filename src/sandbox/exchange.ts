import type { Failure } from './transcript.ts';

/** What came back for one request to the app, over HTTP or over a WebSocket. */
export interface Exchange {
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly failure?: Failure;
}
