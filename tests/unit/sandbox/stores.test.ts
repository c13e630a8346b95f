import { describe, expect, it } from 'vitest';
import { createIds } from '../../../src/sandbox/ids.ts';
import { createMessageStore } from '../../../src/sandbox/messages.ts';
import { createResponseUrls } from '../../../src/sandbox/response-urls.ts';
import { signature } from '../../../src/sandbox/signing.ts';
import { createTranscript } from '../../../src/sandbox/transcript.ts';
import { createTriggers } from '../../../src/sandbox/triggers.ts';
import { createViewStore } from '../../../src/sandbox/views.ts';
import { createFakeClock } from './fake-clock.ts';

const setup = () => {
  const clock = createFakeClock();
  return { clock, ids: createIds(clock) };
};

describe('ids', () => {
  it('timestamps rise even when the clock stands still or goes back', () => {
    const { clock, ids } = setup();
    const first = ids.ts();
    const second = ids.ts();
    clock.advance(-60_000);
    const third = ids.ts();
    expect(first).toMatch(/^\d{10}\.\d{6}$/);
    expect([first, second, third]).toEqual([first, second, third].toSorted());
    expect(new Set([first, second, third]).size).toBe(3);
  });
});

describe('the signature', () => {
  it("is that of Slack's own example", () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signature('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });
});

describe('triggers', () => {
  it('work once, within three seconds', () => {
    const { clock, ids } = setup();
    const triggers = createTriggers(clock, ids);
    const first = triggers.create('U1');
    const second = triggers.create('U2');
    clock.advance(3_000);
    expect(triggers.exchange(first)).toBe('U1');
    expect(() => triggers.exchange(first)).toThrow('exchanged_trigger_id');
    clock.advance(1);
    expect(() => triggers.exchange(second)).toThrow('expired_trigger_id');
    expect(() => triggers.exchange('1.2.3')).toThrow('invalid_trigger_id');
  });
});

describe('response URLs', () => {
  it('work five times in thirty minutes', () => {
    const { clock, ids } = setup();
    const urls = createResponseUrls({ clock, ids, teamId: 'T1', baseUrl: () => 'http://127.0.0.1:1' });
    const target = { kind: 'commands', userId: 'U1', channelId: 'C1' } as const;
    const path = (url: string) => new URL(url).pathname;
    const url = path(urls.create(target));
    expect([1, 2, 3, 4, 5].map(() => urls.use(url))).toEqual(Array(5).fill(target));
    expect(urls.use(url)).toBe('used_url');
    const late = path(urls.create(target));
    clock.advance(30 * 60_000 + 1);
    expect(urls.use(late)).toBe('expired_url');
    expect(urls.use('/commands/T1/1/guess')).toBe('unknown_url');
  });
});

describe('messages', () => {
  it('are snapshots: what was read does not change afterwards', () => {
    const { clock, ids } = setup();
    const store = createMessageStore(clock, ids);
    const blocks = [{ type: 'divider' }];
    const first = store.post({ channelId: 'C1', authorId: 'U1', text: 'one', blocks });
    const second = store.update(first, { text: 'two <!here>' });
    expect(first).toMatchObject({ text: 'one', pings: [] });
    expect(second).toMatchObject({ text: 'two <!here>', pings: [{ kind: 'here' }], blocks: first.blocks });
    expect(second.versions.map(({ text }) => text)).toEqual(['one', 'two <!here>']);
    expect(blocks).toEqual([{ type: 'divider' }]);
  });

  it('blocks without an id get one, a new one with each update', () => {
    const { clock, ids } = setup();
    const store = createMessageStore(clock, ids);
    const draft = { text: 'x', blocks: [{ type: 'divider' }, { type: 'divider', block_id: 'mine' }] };
    const first = store.post({ ...draft, channelId: 'C1', authorId: 'U1' });
    const second = store.update(first, draft);
    expect(first.blocks[1]?.block_id).toBe('mine');
    expect(first.blocks[0]?.block_id).toBeTruthy();
    expect(second.blocks[0]?.block_id).not.toBe(first.blocks[0]?.block_id);
  });
});

describe('views', () => {
  const modal = { type: 'modal', blocks: [] };

  it('stack: a push is on top, closing shows the one below, clearing leaves none', () => {
    const { clock, ids } = setup();
    const views = createViewStore(clock, ids);
    const root = views.open('U1', modal);
    const top = views.push('U1', modal);
    expect(top).toMatchObject({ rootViewId: root.id, previousViewId: root.id });
    expect(views.close('U1')).toEqual(root);
    views.push('U1', modal);
    expect(views.close('U1', true)).toBeUndefined();
    expect(views.find(root.id)).toBeUndefined();
  });

  it('every change has a new hash, also when the content is the same', () => {
    const { clock, ids } = setup();
    const views = createViewStore(clock, ids);
    const view = views.open('U1', modal);
    const next = views.update(view, modal);
    expect(next.id).toBe(view.id);
    expect(next.hash).not.toBe(view.hash);
    expect(views.find(view.id)).toBe(next);
  });

  it('the home tab keeps its id', () => {
    const { clock, ids } = setup();
    const views = createViewStore(clock, ids);
    const first = views.publish('U1', { type: 'home', blocks: [] });
    expect(views.publish('U1', { type: 'home', blocks: [] }).id).toBe(first.id);
  });
});

describe('the transcript', () => {
  const notice = (text: string) => ({ kind: 'notice', userId: 'U1', text }) as const;

  it('resolves with a past entry, with a future one, and not with one that is too old', async () => {
    const transcript = createTranscript(createFakeClock());
    const first = transcript.add(notice('a'));
    expect(await transcript.waitForKind('notice')).toBe(first);
    const waiting = transcript.waitForKind('notice', ({ text }) => text === 'b', { afterSeq: first.seq });
    transcript.add(notice('c'));
    const second = transcript.add(notice('b'));
    expect(await waiting).toBe(second);
    expect(transcript.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('says what happened instead when nothing fits in time', async () => {
    const transcript = createTranscript(createFakeClock());
    transcript.add(notice('a'));
    await expect(transcript.waitFor(({ kind }) => kind === 'click', { timeoutMs: 5 })).rejects.toThrow(
      'last entries: 1 notice',
    );
  });

  it('a listener hears nothing after it has stopped', () => {
    const transcript = createTranscript(createFakeClock());
    const heard: string[] = [];
    const stop = transcript.on(({ kind }) => heard.push(kind));
    transcript.add(notice('a'));
    stop();
    transcript.add(notice('b'));
    expect(heard).toEqual(['notice']);
  });
});
