import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import type { View } from '../../../src/sandbox/views.ts';
import { createFakeClock } from '../../unit/sandbox/fake-clock.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

const { seller } = SAMPLE.people;
const plain = (text: string) => ({ type: 'plain_text', text });
const field = (over: object = {}) => ({
  type: 'input',
  block_id: 'note',
  label: plain('Note'),
  element: { type: 'plain_text_input', action_id: 'text' },
  ...over,
});
const modal = (over: object = {}) => ({
  type: 'modal',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [field()],
  ...over,
});

describe('modals', () => {
  const clock = createFakeClock();
  let bot: TinyBot;
  beforeEach(async () => {
    bot = await startTinyBot({ clock });
  });
  afterEach(() => bot.close());

  const person = () => bot.sandbox.as(seller);
  async function trigger(): Promise<string> {
    await person().command('/cugar', 'x');
    return String(bot.heard.at(-1)?.payload.trigger_id);
  }
  async function open(view: object = modal()): Promise<View> {
    const answer = await bot.api('views.open', { trigger_id: await trigger(), view });
    expect(answer).toMatchObject({ ok: true });
    const opened = person().openView();
    if (!opened) throw new Error('no modal is open');
    return opened;
  }

  it('a trigger opens one modal, within three seconds', async () => {
    const id = await trigger();
    expect(
      await bot.api('views.open', { trigger_id: id, view: modal({ title: plain('x'.repeat(25)) }) }),
    ).toMatchObject({ error: 'invalid_arguments' });
    expect(await bot.api('views.open', { trigger_id: id, view: modal() })).toMatchObject({
      ok: true,
      view: { type: 'modal', team_id: 'T0SANDBOX1' },
    });
    expect(await bot.api('views.open', { trigger_id: id, view: modal() })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    const late = await trigger();
    clock.advance(3_001);
    expect(await bot.api('views.open', { trigger_id: late, view: modal() })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  it('three modals can lie on each other', async () => {
    expect(await bot.api('views.push', { trigger_id: await trigger(), view: modal() })).toMatchObject({
      error: 'not_found',
    });
    await open();
    for (const expected of [{ ok: true }, { ok: true }, { error: 'push_limit_reached' }]) {
      expect(await bot.api('views.push', { trigger_id: await trigger(), view: modal() })).toMatchObject(
        expected,
      );
    }
  });

  it('an update with an old hash is refused', async () => {
    const { id, hash } = await open();
    expect(await bot.api('views.update', { view_id: id, hash, view: modal() })).toMatchObject({ ok: true });
    expect(await bot.api('views.update', { view_id: id, hash, view: modal() })).toMatchObject({
      error: 'hash_conflict',
    });
    await person().closeView(await open());
    expect(await bot.api('views.update', { view_id: id, view: modal() })).toMatchObject({
      error: 'not_found',
    });
  });

  it('the home tab: refused with an old hash, and when it is off', async () => {
    const home = { type: 'home', blocks: [] };
    const { view } = await bot.api('views.publish', { user_id: seller, view: home });
    const { hash } = view as { hash: string };
    expect(await bot.api('views.publish', { user_id: seller, hash, view: home })).toMatchObject({ ok: true });
    expect(await bot.api('views.publish', { user_id: seller, hash, view: home })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await bot.api('views.publish', { user_id: seller, view: modal() })).toMatchObject({
      error: 'invalid_arguments',
    });
    bot.sandbox.world.app.homeTab = false;
    expect(await bot.api('views.publish', { user_id: seller, view: home })).toMatchObject({
      error: 'not_enabled',
    });
  });

  it('external ids are unique', async () => {
    await open(modal({ external_id: 'mine' }));
    expect(
      await bot.api('views.push', { trigger_id: await trigger(), view: modal({ external_id: 'mine' }) }),
    ).toMatchObject({ error: 'duplicate_external_id' });
    expect(
      await bot.api('views.update', { external_id: 'mine', view: modal({ external_id: 'mine' }) }),
    ).toMatchObject({ ok: true });
  });

  it.each([
    ['update', { response_action: 'update', view: modal({ callback_id: 'next' }) }, 'next'],
    ['push', { response_action: 'push', view: modal({ callback_id: 'top' }) }, 'top'],
    ['clear', { response_action: 'clear' }, undefined],
    ['nothing', undefined, undefined],
  ])('answering %s to a submission', async (_name, body, callbackId) => {
    const view = await open();
    bot.reply = () => ({ body });
    const outcome = await person().submitView(view, { Note: 'text' });
    expect(outcome).toMatchObject({ isSent: true, status: 200, errors: {} });
    expect(person().openView()?.content.callback_id).toBe(callbackId);
  });

  it('a value that the app put in is submitted when nobody changes it', async () => {
    const view = await open(
      modal({
        blocks: [
          field({ element: { type: 'plain_text_input', action_id: 'text', initial_value: 'before' } }),
        ],
      }),
    );
    await person().submitView(view);
    expect(bot.heard.at(-1)?.payload).toMatchObject({
      view: { state: { values: { note: { text: { value: 'before' } } } } },
    });
  });

  it.each([
    ['an unknown action', { response_action: 'explode' }],
    ['errors for a block that is not there', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal' } }],
    ['text', 'ok'],
  ])('%s is trouble, and the modal stays', async (_name, body) => {
    const view = await open();
    bot.reply = () => ({ body });
    expect(await person().submitView(view, { Note: 'text' })).toMatchObject({
      failure: 'invalid_ack',
      view: { id: view.id },
    });
    expect(bot.sandbox.transcript.entries.at(-1)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('trouble connecting'),
    });
  });

  it('no answer in time leaves the modal open', async () => {
    await bot.close();
    bot = await startTinyBot({ clock, ackDeadlineMs: 1_000 });
    const view = await open();
    bot.reply = () => null;
    expect(await person().submitView(view, { Note: 'text' })).toMatchObject({ failure: 'operation_timeout' });
    expect(person().openView()?.id).toBe(view.id);
  });

  it('closing is told only where the app asked for it', async () => {
    await person().closeView(await open());
    expect(bot.heard.at(-1)?.payload.type).toBeUndefined();
    await person().closeView(await open(modal({ notify_on_close: true })));
    expect(bot.heard.at(-1)?.payload).toMatchObject({ type: 'view_closed', is_cleared: false });
  });

  it('only what is on top can be used, and only by its person', async () => {
    const below = await open();
    await bot.api('views.push', { trigger_id: await trigger(), view: modal() });
    await expect(person().submitView(below)).rejects.toThrow('not on top');
    await expect(person().submitView(person().openView() ?? below, { Nothing: 'x' })).rejects.toThrow(
      'no field "Nothing"; it has: Note',
    );
    await expect(bot.sandbox.as(SAMPLE.people.manager).submitView(below)).rejects.toThrow('not on top');
  });
});
