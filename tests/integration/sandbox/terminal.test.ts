import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { runTerminal, type TerminalOptions } from '../../../src/sandbox/terminal/terminal.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

const { people, channels } = SAMPLE;
const plain = (text: string) => ({ type: 'plain_text', text });
const button = (text: string, over: object = {}) => ({
  type: 'button',
  action_id: text.toLowerCase(),
  text: plain(text),
  ...over,
});
const card = (body: string, approve: object = {}) => [
  { type: 'section', text: { type: 'mrkdwn', text: body } },
  { type: 'actions', elements: [button('Approve', approve), button('Deny'), button('Edit')] },
];
const modal = (callback_id: string, label: string, over: object = {}) => ({
  type: 'modal',
  callback_id,
  title: plain(callback_id),
  submit: plain('OK'),
  blocks: [
    {
      type: 'input',
      block_id: 'field',
      label: plain(label),
      element: { type: 'plain_text_input', action_id: 'text', ...over },
    },
  ],
});

/** A bot with one card that can be approved, denied with a reason, and edited. */
function behave(bot: TinyBot): void {
  let body = 'Hello *Ada*';
  const update = (ts: string, text: string, blocks: object[] = []) =>
    bot.api('chat.update', {
      channel: channels.sales,
      ts,
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }, ...blocks],
    });
  let ts = '';
  bot.reply = async ({ payload }) => {
    const [action] = (payload.actions ?? []) as { action_id: string }[];
    const view = payload.view as
      | { callback_id?: string; state: { values: { field: { text: { value: string } } } } }
      | undefined;
    const done = { approve: 'Approved', run: 'Started', discard: 'Discarded' }[action?.action_id ?? ''];
    if (done) {
      ts = (payload.message as { ts: string }).ts;
      await update(ts, `${done}: ${body}`);
    }
    if (action?.action_id === 'deny' || action?.action_id === 'edit') {
      ts = (payload.message as { ts: string }).ts;
      const isEdit = action.action_id === 'edit';
      const opened = isEdit
        ? modal('edit', 'Message', { multiline: true, initial_value: body })
        : modal('deny', 'Reason', { min_length: 5 });
      await bot.api('views.open', { trigger_id: payload.trigger_id, view: opened });
    }
    const text = view?.state.values.field.text.value ?? '';
    if (payload.type === 'view_submission' && view?.callback_id === 'deny')
      await update(ts, `Denied: ${text}`);
    if (payload.type === 'view_submission' && view?.callback_id === 'edit') {
      if (text.includes('!!!'))
        return { body: { response_action: 'errors', errors: { field: 'Too loud.' } } };
      body = text;
      await bot.api('chat.update', { channel: channels.sales, ts, text: body, blocks: card(body) });
    }
    return {};
  };
}

describe('the conversation in a terminal', () => {
  let bot: TinyBot;
  let input: PassThrough;
  let stop: AbortController;
  let done: Promise<void>;
  let shown: string;

  function start(over: Partial<TerminalOptions> = {}): void {
    const output = new PassThrough();
    output.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    done = runTerminal({
      sandbox: bot.sandbox,
      userId: people.approver,
      input,
      output,
      isTty: false,
      signal: stop.signal,
      ...over,
    });
  }
  const post = (blocks: object[], text = 'card') =>
    bot.api('chat.postMessage', { channel: channels.sales, text, blocks });
  const updated = (text: string) => bot.sandbox.waitForMessage((message) => message.text === text);
  async function end(): Promise<string> {
    stop.abort();
    await done;
    return shown;
  }

  beforeEach(async () => {
    bot = await startTinyBot();
    behave(bot);
    input = new PassThrough();
    stop = new AbortController();
    shown = '';
  });
  afterEach(async () => {
    await end();
    await bot.close();
  });

  it('a approves, and only what changed is printed', async () => {
    start();
    await post(card('Hello *Ada*'));
    input.write('a');
    await updated('Approved: Hello *Ada*');
    expect(await end()).toBe(
      [
        'Cugar in #sales',
        '  Hello Ada',
        '  [ Approve ]  [ Deny ]  [ Edit ]',
        'a approve, d deny, e edit, l later? a',
        'Alex Approver (sample) clicked [ Approve ]',
        'Cugar updated in #sales',
        '  Approved: Hello Ada',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['r', 'Started: Hello *Ada*'],
    ['d', 'Discarded: Hello *Ada*'],
  ])('%s decides on a plan that is shown before it runs, without a dialog', async (key, outcome) => {
    start();
    await post([
      { type: 'section', text: { type: 'mrkdwn', text: 'A plan' } },
      { type: 'actions', elements: [button('Run'), button('Discard')] },
    ]);
    input.write(key);
    await updated(outcome);
    expect(await end()).toContain(`r run, d discard, l later? ${key}`);
  });

  it('d asks for the reason, through the real dialog and its rules', async () => {
    start();
    await post(card('x'));
    input.write('d\nno\nfar too early\n');
    await updated('Denied: far too early');
    const text = await end();
    expect(text).toContain('Dialog "deny" for Alex Approver (sample)');
    expect(text).toContain('! Reason: Must be at least 5 characters.');
    expect(text).toContain('Denied: far too early');
  });

  it('e edits line by line, shows the complaint, and asks about the new text', async () => {
    start();
    await post(card('Hello'));
    input.write('e\nBuy now!!!\n.\nDear Ada,\nhow are you?\n.\n');
    await updated('Dear Ada,\nhow are you?');
    input.write('a');
    await updated('Approved: Dear Ada,\nhow are you?');
    expect(await end()).toContain('! Message: Too loud.');
  });

  it('e opens the editor where there is one', async () => {
    const editor = join(mkdtempSync(join(tmpdir(), 'editor-')), 'editor.sh');
    writeFileSync(editor, '#!/bin/sh\necho "Edited by a program" > "$1"\n');
    chmodSync(editor, 0o755);
    start({ editor });
    await post(card('Hello'));
    input.write('e');
    await updated('Edited by a program');
  });

  it('a broken editor is said, and the text is typed instead', async () => {
    start({ editor: '/nowhere/editor' });
    await post(card('Hello'));
    input.write('e\ntyped\n.\n');
    await updated('typed');
    expect(await end()).toContain('The editor "/nowhere/editor" failed');
  });

  it('--yes approves by itself', async () => {
    start({ assumeYes: true });
    await post(
      card('x', {
        confirm: { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Yes'), deny: plain('No') },
      }),
    );
    await updated('Approved: Hello *Ada*');
    expect(await end()).not.toContain('later?');
  });

  it("asks the dialog's question; a no asks again", async () => {
    start();
    await post(
      card('x', {
        confirm: {
          title: plain('Sure?'),
          text: plain('It goes to Ada.'),
          confirm: plain('Yes'),
          deny: plain('No'),
        },
      }),
    );
    input.write('anay');
    await updated('Approved: Hello *Ada*');
    const text = await end();
    expect(text.match(/It goes to Ada\. \(y\/n\)/g)).toHaveLength(2);
    expect(text).toContain('Alex Approver (sample) did not confirm [ Approve ]');
  });

  it('stops asking when somebody else decides', async () => {
    start();
    await post(card('x'));
    await bot.sandbox.waitForMessage(({ text }) => text === 'card');
    const message = bot.sandbox.messages(channels.sales)[0];
    if (message) await bot.sandbox.as(people.manager).click(message, 'Approve');
    await updated('Approved: Hello *Ada*');
    await post(card('second'), 'second card');
    input.write('a');
    await bot.sandbox.transcript.waitForKind('click', ({ userId }) => userId === people.approver);
    expect((await end()).match(/later\?/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('marks what only one person sees, and direct messages', async () => {
    start({ userId: people.seller, width: () => 120 });
    await bot.api('chat.postEphemeral', { channel: channels.sales, user: people.seller, text: 'for you' });
    await bot.api('chat.postEphemeral', {
      channel: channels.sales,
      user: people.manager,
      text: 'for another',
    });
    await bot.api('chat.postMessage', { channel: people.seller, text: 'direct' });
    bot.reply = () => null;
    await bot.sandbox.as(people.seller).command('/cugar', 'status', { channel: '#sales' });
    const text = await end();
    expect(text).toContain('Cugar in #sales · only visible to you\n  for you');
    expect(text).toContain('· only visible to Morgan Manager (sample)\n  for another');
    expect(text).toContain('Cugar in direct message with Sam Seller (sample)\n  direct');
    expect(text).toContain('Sam Seller (sample) in #sales\n  /cugar status');
    expect(text).toContain(
      '! /cugar failed because the app did not respond (operation_timeout). · only visible to you',
    );
  });

  it('does not ask about cards that this person does not see', async () => {
    start();
    await bot.api('chat.postMessage', { channel: channels.private, text: 'card', blocks: card('x') });
    await bot.sandbox.waitForMessage(({ channelId }) => channelId === channels.private);
    input.write('a');
    const text = await end();
    expect(text).toContain('[ Approve ]');
    expect(text).not.toContain('later?');
    expect(bot.heard).toEqual([]);
  });

  it('asks only about the named channel when there is one', async () => {
    start({ channel: '#approvals' });
    await post(card('x'));
    await bot.api('chat.postMessage', { channel: channels.approvals, text: 'here', blocks: card('y') });
    input.write('a');
    await bot.sandbox.transcript.waitForKind('click', ({ channelId }) => channelId === channels.approvals);
    expect(bot.sandbox.transcript.entries.filter(({ kind }) => kind === 'click')).toHaveLength(1);
  });

  it('ends when the input ends, without deciding', async () => {
    start();
    input.end();
    await post(card('x'));
    await bot.sandbox.waitForMessage(({ text }) => text === 'card');
    await end();
    expect(bot.heard).toEqual([]);
  });
});
