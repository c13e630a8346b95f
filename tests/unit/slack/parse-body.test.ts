import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSslCheck, parseBody } from '../../../src/slack/receiver/parse-body.ts';

const FORM = 'application/x-www-form-urlencoded';
const user = { id: 'U1' };
const form = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

describe('parseBody', () => {
  it.each([
    { type: 'block_actions', user, actions: [{ action_id: 'a' }] },
    { type: 'view_submission', user, view: {} },
    { type: 'view_closed', user, view: {} },
    { type: 'block_suggestion', user, action_id: 'a' },
    { type: 'shortcut', user, callback_id: 'c' },
    { type: 'message_action', user, callback_id: 'c' },
  ])('passes on $type as it came', (payload) => {
    const full = { ...payload, extra: { nested: [1] } };
    expect(parseBody(FORM, form(full))).toEqual({ kind: 'dispatch', body: full });
  });

  it('passes on commands and events', () => {
    expect(parseBody(FORM, 'command=%2Fcugar&user_id=U1&text=a+b')).toEqual({
      kind: 'dispatch',
      body: { command: '/cugar', user_id: 'U1', text: 'a b' },
    });
    const event = { type: 'event_callback', event: { type: 'app_mention' } };
    expect(parseBody('application/json; charset=utf-8', JSON.stringify(event))).toEqual({
      kind: 'dispatch',
      body: event,
    });
  });

  it('takes only an exact ssl_check', () => {
    expect(isSslCheck(FORM, 'ssl_check=1&token=t')).toBe(true);
    for (const body of ['ssl_check=11', 'ssl_check=', 'a=ssl_check=1', form({ ssl_check: '1' })]) {
      expect(isSslCheck(FORM, body)).toBe(false);
    }
    expect(isSslCheck('application/json', 'ssl_check=1')).toBe(false);
  });

  it('never throws, and dispatches nothing that is no object of a known kind', () => {
    const types = fc.constantFrom(
      FORM,
      `${FORM}; charset=UTF-8`,
      'application/json',
      'text/plain',
      '',
      undefined,
    );
    const bodies = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((json) => new URLSearchParams({ payload: json }).toString()),
    );
    fc.assert(
      fc.property(types, bodies, (type, body) => {
        expect(['invalid', 'ssl_check', 'challenge']).toContain(parseBody(type, body).kind);
      }),
    );
  });
});
