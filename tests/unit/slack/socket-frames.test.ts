import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelopeAnswer } from '../../../src/slack/socket/envelope-answer.ts';
import { parseFrame } from '../../../src/slack/socket/frames.ts';
import { openingProblem, readRequest } from '../../../src/slack/socket/read-request.ts';

const read = (value: unknown) => parseFrame(JSON.stringify(value));

describe('a frame', () => {
  it('is a greeting, a farewell or a request', () => {
    expect(read({ type: 'hello', connection_info: { app_id: 'A1' } })).toEqual({
      kind: 'hello',
      appId: 'A1',
    });
    expect(read({ type: 'hello' })).toEqual({ kind: 'hello', appId: undefined });
    expect(read({ type: 'disconnect', reason: 'warning' })).toEqual({
      kind: 'disconnect',
      reason: 'warning',
    });
    expect(read({ type: 'disconnect' })).toEqual({ kind: 'disconnect', reason: 'unknown' });
    expect(read({ type: 'interactive', envelope_id: 'e1', payload: { a: 1 } })).toEqual({
      kind: 'envelope',
      envelope: { id: 'e1', payload: { a: 1 }, takesAnswer: true },
    });
  });

  it('tells how often Slack sent it before', () => {
    const envelope = { type: 'events_api', envelope_id: 'e1', payload: {}, accepts_response_payload: false };
    expect(read({ ...envelope, retry_attempt: 2, retry_reason: 'timeout' })).toMatchObject({
      envelope: { takesAnswer: false, retryNum: 2, retryReason: 'timeout' },
    });
    expect(read({ ...envelope, retry_attempt: 0, retry_reason: '' })).not.toHaveProperty('envelope.retryNum');
  });

  it('is unreadable otherwise, whatever it is', () => {
    for (const text of ['', 'null', '[]', '{"type":"interactive"}', '{"type":"x","envelope_id":""}', '\0']) {
      expect(parseFrame(text)).toEqual({ kind: 'unreadable' });
    }
    fc.assert(fc.property(fc.string(), (text) => typeof parseFrame(text).kind === 'string'));
  });
});

describe('the request in an envelope', () => {
  const command = { command: '/cugar', user_id: 'U1', api_app_id: 'A1', trigger_id: 't1' };
  const of = (payload: unknown) => readRequest({ id: 'e1', payload, takesAnswer: true }, 'A1');

  it('is named by its trigger, else by its envelope; events are told apart elsewhere', () => {
    expect(of(command)).toMatchObject({ kind: '/cugar', name: 'trigger:t1' });
    expect(of({ ...command, trigger_id: undefined })).toMatchObject({ name: 'envelope:e1' });
    expect(of({ type: 'event_callback', event: { type: 'message' } })).toMatchObject({ name: null });
  });

  it('is refused when it means nothing or is for another app', () => {
    for (const payload of [null, undefined, 'text', [], {}, { type: 'block_actions', actions: [] }]) {
      expect(of(payload)).toEqual({ refusal: 'invalid_payload' });
    }
    expect(of({ ...command, api_app_id: 'A2' })).toEqual({ refusal: 'other_app' });
  });

  it('comes over a link of our app, as far as that is known', () => {
    expect(openingProblem('A1', 'A1')).toBeNull();
    expect(openingProblem(undefined, 'A1')).toBeNull();
    expect(openingProblem('A1', undefined)).toBeNull();
    expect(openingProblem('A2', 'A1')).toMatchObject({ code: 'SYSTEM_CONFIG' });
  });
});

describe('the acknowledgement', () => {
  function answer(takesAnswer: boolean, isLost = false) {
    const sent: object[] = [];
    let lost = 0;
    const made = createEnvelopeAnswer({
      envelopeId: 'e1',
      takesAnswer,
      send: async (frame) => sent.push(frame) > 0 && !isLost,
      onLost: () => {
        lost += 1;
      },
    });
    return { ...made, made, sent, lost: () => lost };
  }

  it('carries what it is given where Slack takes it', async () => {
    for (const [given, payload] of [
      ['text', { text: 'text' }],
      [{ text: 'a' }, { text: 'a' }],
    ] as const) {
      const { ack, sent } = answer(true);
      await ack(given);
      expect(sent).toEqual([{ envelope_id: 'e1', payload }]);
    }
    const { ack, sent } = answer(false);
    await ack({ text: 'a' });
    expect(sent).toEqual([{ envelope_id: 'e1' }]);
  });

  it('is given once; a link that is gone is told of and breaks nothing', async () => {
    const { made, lost } = answer(true, true);
    await made.ack();
    expect(lost()).toBe(1);
    expect(made.isAcked).toBe(true);
    await expect(made.ack()).rejects.toThrow();
  });
});
