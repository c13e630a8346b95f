import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/sandbox/messages.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { isApprovalCard } from '../../../src/sandbox/terminal/decide.ts';
import { readable } from '../../support/e2e-plans.ts';
import { openSocketWorld, type SocketWorld } from './support/socket-world.ts';

const { people, channels } = SAMPLE;
const { seller, guest, stranger } = people;
const { sales } = channels;
let world: SocketWorld;
beforeAll(async () => {
  world = await openSocketWorld();
  const bot = await world.start({
    SLACK_MODE: 'http',
    SLACK_SIGNING_SECRET: world.sandbox.world.app.signingSecret,
  });
  world.sandbox.connect(`http://127.0.0.1:${bot.port}/slack/events`);
});
afterAll(() => world.close());

const person = (userId: string = seller) => world.sandbox.as(userId);
const plansCreated = () => world.lines.filter(({ event }) => event === 'plan_created').length;
const inThread = (channel: string, threadTs: string): Message[] =>
  world.sandbox
    .messages(channel)
    .filter((message) => message.threadTs === threadTs && message.ephemeralTo === undefined);
const lastSeq = () => world.sandbox.transcript.entries.length;
/** The next private answer to somebody. */
const toldNext = (userId: string, afterSeq: number) =>
  world.sandbox.waitForMessage(({ ephemeralTo }) => ephemeralTo === userId, { afterSeq });
/** Tries of the bot to answer somebody: cards of earlier plans may come at any time. */
const answers = (afterSeq: number) =>
  world.sandbox.transcript.entries.filter(
    (entry) =>
      entry.seq > afterSeq &&
      entry.kind === 'api_call' &&
      (entry.method === 'chat.postEphemeral' || entry.args.channel === 'D0X'),
  );
/** An event as Slack would send it, without what a person wrote by hand. */
const send = (event: object) =>
  world.sandbox.events.send({
    type: 'app_mention',
    channel: sales,
    event_ts: '1.2',
    team: world.sandbox.world.team.id,
    ...event,
  });

describe('@cugar qualify', () => {
  it('posts the cards in the thread of the mention, and goes through the approval there', async () => {
    const afterSeq = lastSeq();
    const { attempts, message } = await person().mention('qualify Acme', { channel: sales });
    expect(attempts.map(({ status }) => status)).toEqual([200]);
    const queued = await toldNext(seller, afterSeq);
    expect(queued.text).toMatch(/^Queued: .*plan/);
    const card = await world.sandbox.waitForMessage(
      (one) => isApprovalCard(one) && one.threadTs === message.ts,
    );
    expect(inThread(sales, message.ts)).toHaveLength(2);
    expect((await person().click(card, 'Approve'))?.failure).toBeUndefined();
    const done = () => inThread(sales, message.ts).map(readable).join('\n');
    await expect.poll(done).toMatch(/Completed, 6 of 6 steps done/);
    await expect.poll(done).toMatch(/Approved\* by/);
  });

  it('said in a thread stays in that thread, the private answer too', async () => {
    const { sandbox } = world;
    const root = person().say('about our accounts', { channel: sales });
    const afterSeq = lastSeq();
    await person().mention('budget', { channel: sales, threadTs: root.ts });
    expect(await toldNext(seller, afterSeq)).toMatchObject({ threadTs: root.ts, channelId: sales });
    await person().mention('qualify Acme', { channel: sales, threadTs: root.ts });
    await expect.poll(() => inThread(sales, root.ts).length).toBeGreaterThan(3);
    expect(sandbox.messages(sales).filter(({ threadTs, ts }) => ts > root.ts && !threadTs)).toEqual(
      sandbox
        .messages(sales)
        .filter(({ ts, threadTs, ephemeralTo }) => ts > root.ts && !threadTs && ephemeralTo),
    );
  });

  it.each([
    ['', 'Try'],
    ['  ', 'Try'],
    ['help', '/cugar qualify'],
    [', qualfy Acme', 'Did you mean `/cugar qualify`'],
    ['qualify', '/cugar qualify'],
    ['qualify Zzyzx Unheard', 'nothing was queued'],
    ['status', 'plans'],
  ])('answers "%s" privately, and starts nothing', async (text, expected) => {
    const [before, afterSeq] = [plansCreated(), lastSeq()];
    await person().mention(text, { channel: sales });
    expect(readable(await toldNext(seller, afterSeq))).toContain(expected);
    expect(answers(afterSeq)).toHaveLength(1);
    expect(plansCreated()).toBe(before);
  });

  it('understands words before the name and the name in between', async () => {
    const before = plansCreated();
    const { botUserId } = world.sandbox.world.app;
    await send({ user: seller, ts: '1700000000.000100', text: `hey <@${botUserId}|cugar>: qualify Acme` });
    expect(plansCreated()).toBe(before + 1);
  });
});

describe('Slack sends an event again', () => {
  it('and one plan and one answer come of it, whatever the order', async () => {
    const [before, afterSeq] = [plansCreated(), lastSeq()];
    const { message } = await person().mention('qualify Acme', { channel: sales });
    const again = await Promise.all([1, 2, 3].map(() => world.sandbox.events.send({ type: 'none' })));
    expect(again.flatMap(({ attempts }) => attempts)).toEqual([]);
    const delivery = world.sandbox.deliveries.at(-1);
    const body = delivery?.body ?? '';
    const at = (second: number) => Math.floor(Date.now() / 1_000) - second;
    const retries = await Promise.all(
      [1, 2, 3].map((retry) =>
        world.sandbox.raw.post(body, {
          contentType: 'application/json',
          timestamp: at(10 + retry),
          headers: { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' },
        }),
      ),
    );
    expect(retries.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(plansCreated()).toBe(before + 1);
    expect(answers(afterSeq)).toHaveLength(1);
    await expect.poll(() => inThread(sales, message.ts).length).toBe(2);
  });

  it('because Redis was away: it is told, and nothing is queued twice', async () => {
    const [before, afterSeq] = [plansCreated(), lastSeq()];
    world.redis.pause();
    const asked = person().mention('qualify Acme', { channel: sales });
    await world.sandbox.waitForMessage(
      ({ ephemeralTo, text }) => ephemeralTo === seller && /does not answer|takes too long/.test(text),
      { afterSeq },
    );
    world.redis.resume();
    expect((await asked).attempts.at(-1)?.failure).toBeUndefined();
    expect(plansCreated() - before).toBeLessThanOrEqual(1);
  });
});

describe('what is not for us', () => {
  const base = { user: seller, text: '<@U0CUGARBOT> qualify Acme', ts: '1700000001.000100' };
  it.each<[string, object]>([
    ['a bot', { ...base, bot_id: 'B0OTHER' }],
    ['a bot without a bot id', { ...base, user: people.otherBot }],
    ['ourselves', { ...base, user: 'U0CUGARBOT' }],
    ['an edit', { ...base, edited: { user: seller, ts: '1.1' } }],
    ['a subtype', { ...base, subtype: 'channel_join' }],
    ['nobody', { ...base, user: undefined }],
    [
      'a direct message of a bot',
      { ...base, type: 'message', channel_type: 'im', channel: 'D0X', bot_id: 'B1' },
    ],
    [
      'an edit of a direct message',
      { ...base, type: 'message', channel_type: 'im', channel: 'D0X', subtype: 'message_changed' },
    ],
    [
      'ourselves in the direct conversation',
      { ...base, type: 'message', channel_type: 'im', channel: 'D0X', user: 'U0CUGARBOT' },
    ],
  ])('%s: acknowledged once, and nothing else', async (_, event) => {
    const [before, afterSeq] = [plansCreated(), lastSeq()];
    const { attempts } = await send(event);
    expect(attempts.map(({ status }) => status)).toEqual([200]);
    expect(plansCreated()).toBe(before);
    expect(answers(afterSeq)).toEqual([]);
  });
});

describe('other people', () => {
  it('a stranger in a shared channel is refused privately', async () => {
    const [before, afterSeq] = [plansCreated(), lastSeq()];
    await person(stranger).mention('qualify Acme', { channel: '#partner-deals' });
    expect(readable(await toldNext(stranger, afterSeq))).toContain('Only members of the workspace');
    expect(plansCreated()).toBe(before);
  });

  it('a guest may ask, as with the slash command, and decides nothing', async () => {
    const { message } = await person(guest).mention('qualify Acme', { channel: sales });
    const inThread = () => world.sandbox.messages(sales).filter(({ threadTs }) => threadTs === message.ts);
    await expect
      .poll(() => inThread().map(readable).join())
      .toMatch(/Partly completed.*a guest may not\. A full member can ask for it/s);
    expect(inThread().filter(isApprovalCard)).toEqual([]);
  });

  it('is told in the direct conversation where the channel takes no private answer', async () => {
    const afterSeq = lastSeq();
    const fault = { kind: 'error', error: 'user_not_in_channel' } as const;
    world.sandbox.faults.add({ match: 'chat.postEphemeral', fault });
    await person().mention('budget', { channel: sales });
    const told = await world.sandbox.waitForMessage(({ text }) => /units/.test(text), { afterSeq });
    expect(world.sandbox.world.channels.get(told.channelId)?.kind).toBe('im');
  });
});

describe('the direct conversation', () => {
  it('takes the same words, and answers plainly', async () => {
    const afterSeq = lastSeq();
    const { message, attempts } = await person().tell('budget');
    expect(attempts.map(({ status }) => status)).toEqual([200]);
    const answer = await world.sandbox.waitForMessage(({ text }) => /units/.test(text), { afterSeq });
    expect(answer).toMatchObject({ channelId: message.channelId });
    expect(answer.ephemeralTo ?? answer.threadTs).toBeUndefined();
  });

  it('runs a plan there, without a thread', async () => {
    const afterSeq = lastSeq();
    const { message } = await person().tell('qualify Acme');
    const card = await world.sandbox.waitForMessage(
      (one) => isApprovalCard(one) && one.channelId === message.channelId,
      { afterSeq },
    );
    expect(card.threadTs).toBeUndefined();
  });

  it('is closed where the messages tab is off', async () => {
    world.sandbox.world.app.messagesTab = false;
    await expect(person().tell('budget')).rejects.toThrow('takes no direct messages');
    world.sandbox.world.app.messagesTab = true;
  });
});
