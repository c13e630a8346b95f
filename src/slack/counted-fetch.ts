import type { FetchFunction } from '@slack/web-api';

export type CallOutcome = 'ok' | 'rate_limited' | 'error';

/** Told of every call to Slack: the Web API's method, or `response_url`, and Slack's code where it refused. */
export type OnCall = (method: string, outcome: CallOutcome, error?: string) => void;

/** Fetch that says how each call to Slack ended. A call without a signal of its own ends after `timeoutMs`. */
export function createCountedFetch(apiUrl: string, timeoutMs: number, onCall: OnCall): FetchFunction {
  return async (input, init) => {
    const url = String(input);
    const method = url.startsWith(apiUrl) ? url.slice(apiUrl.length) : 'response_url';
    try {
      const response = await fetch(url, {
        ...init,
        signal: init?.signal ?? AbortSignal.timeout(timeoutMs),
      } as RequestInit);
      onCall(method, ...(await outcomeOf(response)));
      return response;
    } catch (thrown) {
      onCall(method, 'error');
      throw thrown;
    }
  };
}

/** The Web API answers 200 also when it refuses. */
async function outcomeOf(response: Response): Promise<[outcome: CallOutcome, error?: string]> {
  if (response.status === 429) return ['rate_limited'];
  if (!response.ok) return ['error'];
  const body = await response.clone().text();
  if (/^\s*\{\s*"ok"\s*:\s*true|"ok"\s*:\s*true/.test(body) || body.trim() === 'ok') return ['ok'];
  const error = /"error"\s*:\s*"([a-z][a-z0-9_]{1,60})"/.exec(body)?.[1];
  return error === undefined ? ['error'] : ['error', error];
}
