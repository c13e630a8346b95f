import type { Clock } from '../../core/clock.ts';
import { createDestinations, type DestinationRules } from '../http/destinations.ts';
import type { AnswerRules, Send } from '../http/exchange.ts';
import { readAnswer } from '../http/read-answer.ts';
import { VendorError } from '../http/vendor-error.ts';
import type { MockRoutes } from './exchange.ts';

interface MockSendOptions extends DestinationRules, AnswerRules {
  readonly vendor: string;
  readonly routes: MockRoutes;
  readonly clock: Clock;
}

/** Asks a mock in place of the vendor: the same addresses, the same reading of answers, no network. */
export function createMockSend(options: MockSendOptions): Send {
  const { vendor, routes, clock } = options;
  const destinations = createDestinations(options);
  return async ({ method = 'GET', url, query, json, form, headers = {} }) => {
    const target = destinations.resolve(url, query);
    if ('refused' in target) throw new VendorError(vendor, 'invalid_request');
    const body: unknown = json === undefined ? form : JSON.parse(JSON.stringify(json));
    const request = { method, path: target.pathname, query: target.searchParams, headers, body };
    const answer = routes(request) ?? { status: 404 };
    return readAnswer(vendor, options, clock, {
      status: answer.status ?? 200,
      headers: { 'content-type': 'application/json', ...answer.headers },
      body: answer.json === undefined ? '' : JSON.stringify(answer.json),
    });
  };
}
