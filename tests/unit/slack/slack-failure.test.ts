import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { slackFailure, slackUnavailable, wasAbandoned } from '../../../src/slack/slack-failure.ts';

const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });

describe('slackFailure', () => {
  it('turns a 429 into a wait, never none', () => {
    expect(slackFailure(new WebAPIRateLimitedError(30))).toEqual({ kind: 'rate_limited', afterMs: 30_000 });
    expect(slackFailure(new WebAPIRateLimitedError(0))).toEqual({ kind: 'rate_limited', afterMs: 1_000 });
  });

  it.each(['channel_not_found', 'invalid_blocks', 'token_revoked', 'something_new'])(
    'takes %s for final',
    (error) => {
      expect(slackFailure(refusal(error))).toEqual({ kind: 'refused', error });
    },
  );

  it.each([
    ['an error of Slack itself', refusal('internal_error')],
    ['a page in place of JSON', refusal('<!DOCTYPE html><html></html>')],
    ['a broken connection', new WebAPIRequestError(new Error('socket hang up'))],
    ['an error 503', new WebAPIHTTPError(503, 'Service Unavailable', {})],
    ['anything else', new TypeError('fetch failed')],
    ['no error at all', 'text'],
  ])('leaves %s open', (_what, thrown) => {
    expect(slackFailure(thrown)).toEqual({ kind: 'unclear', cause: thrown });
  });
});

describe('wasAbandoned', () => {
  const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError');

  it('knows a call that was given up, however deep that is wrapped', () => {
    const wrapped = slackUnavailable('chat.update', new WebAPIRequestError(timeout));
    expect(wasAbandoned(wrapped)).toBe(true);
  });

  it('knows no other failure for one: what was answered is over', () => {
    expect(wasAbandoned(new WebAPIHTTPError(503, 'Service Unavailable', {}))).toBe(false);
    expect(wasAbandoned(refusal('internal_error'))).toBe(false);
    expect(wasAbandoned('a text')).toBe(false);
  });
});
