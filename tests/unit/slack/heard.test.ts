import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHeard } from '../../../src/slack/events/heard.ts';

const BOT = 'U0CUGARBOT';
const event = { type: 'app_mention', user: 'U1', text: `<@${BOT}> qualify Acme`, ts: '10.1', channel: 'C1' };
const heard = (more: object) => parseHeard({ event_id: 'Ev1', event: { ...event, ...more } }, BOT);

describe('what is heard', () => {
  it('of a mention stands after the name, and belongs to its thread', () => {
    expect(heard({})).toEqual({
      eventId: 'Ev1',
      userId: 'U1',
      channelId: 'C1',
      text: 'qualify Acme',
      isDirect: false,
      inThread: undefined,
      threadTs: '10.1',
    });
    expect(heard({ thread_ts: '9.9' })).toMatchObject({ inThread: '9.9', threadTs: '9.9' });
  });

  it('of a direct message is all of it, without a thread', () => {
    const direct = { type: 'message', channel_type: 'im', channel: 'D1', text: 'budget' };
    expect(heard(direct)).toMatchObject({ isDirect: true, text: 'budget', threadTs: undefined });
    expect(heard({ ...direct, thread_ts: '9.9' })).toMatchObject({ threadTs: '9.9' });
  });

  it.each([
    [`<@${BOT}|cugar>: help`, 'help'],
    [`hey <@${BOT}>, status`, 'status'],
    [`<@${BOT}><@${BOT}> budget`, 'budget'],
    [`<@${BOT}>`, ''],
    ['no name at all', 'no name at all'],
    [`<@${BOT}> draft Acme for <@U2>`, 'draft Acme for <@U2>'],
  ])('%s', (text, expected) => {
    expect(heard({ text })?.text).toBe(expected);
  });

  it.each([
    { bot_id: 'B1' },
    { subtype: 'bot_message' },
    { edited: { user: 'U1', ts: '11.1' } },
    { hidden: true },
    { user: BOT },
    { user: 'USLACKBOT' },
    { user: undefined },
    { text: undefined },
    { type: 'message', channel_type: 'channel' },
    { type: 'message', channel_type: 'mpim' },
    { type: 'reaction_added' },
    { channel: 'D1' },
  ])('is nothing of %j', (more) => {
    expect(heard(more)).toBeNull();
  });

  it('is nothing of nonsense', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        expect(parseHeard(body, BOT)).toBeNull();
        expect(parseHeard({ event_id: 'Ev1', event: body }, BOT)).toBeNull();
      }),
    );
  });
});
