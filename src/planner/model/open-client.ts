import OpenAI from 'openai';
import { boundedFetch } from './bounded-fetch.ts';

export interface ModelAccess {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
}

/** The package's client, told everything that it would else read from the environment. `timeout`: milliseconds. */
export function openClient({ apiKey, baseUrl }: ModelAccess, timeout: number): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout,
    fetch: boundedFetch,
  });
}
