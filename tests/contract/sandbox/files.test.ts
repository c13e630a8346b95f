import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { renderContent } from '../../../src/sandbox/terminal/blocks.ts';
import { createStyle } from '../../../src/sandbox/terminal/style.ts';

const { sales, withoutBot } = SAMPLE.channels;
const PNG = Buffer.from('89504e470d0a1a0a00ff', 'hex');
let sandbox: Sandbox;
let client: WebClient;

beforeAll(async () => {
  sandbox = await createSandbox({ rateLimits: 'off' });
  client = new WebClient(sandbox.world.app.token, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
  });
});
afterAll(() => sandbox.close());

const announce = (over: object = {}) =>
  client.apiCall('files.getUploadURLExternal', {
    filename: 'plans.png',
    length: PNG.length,
    alt_txt: 'Bar chart: 3 completed',
    ...over,
  }) as Promise<unknown> as Promise<{ upload_url: string; file_id: string }>;
const upload = (url: string, body = PNG, method = 'POST') =>
  fetch(url, method === 'GET' ? {} : { method, body });
const complete = (id: string, more: object = {}) =>
  client.apiCall('files.completeUploadExternal', {
    files: [{ id, title: 'Plans' }],
    channel_id: sales,
    ...more,
  });
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: { data?: { error?: string } }) => error.data?.error,
  );

describe('a file', () => {
  it('is announced, uploaded byte by byte, and shown in a thread with its description', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: sales, text: 'Digest' });
    const { upload_url: url, file_id: id } = await announce();
    expect((await upload(url)).status).toBe(200);
    const { files } = (await complete(id, { thread_ts: ts })) as unknown as { files: unknown[] };
    expect(files).toEqual([
      {
        id,
        name: 'plans.png',
        title: 'Plans',
        mimetype: 'image/png',
        size: 10,
        alt_txt: 'Bar chart: 3 completed',
      },
    ]);
    const shown = sandbox.messages(sales).find((message) => message.files);
    expect(shown).toMatchObject({ threadTs: ts, files: [{ id, altText: 'Bar chart: 3 completed' }] });
    expect(Buffer.from(sandbox.files.find(id)?.bytes ?? []).equals(PNG)).toBe(true);
    const context = { world: sandbox.world, style: createStyle({ isTty: false }) };
    expect(shown && renderContent(shown, context as never)).toEqual(['[image: Bar chart: 3 completed]']);
  });

  it('of a calendar is told by its name in the terminal', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: sales, text: 'A date' });
    await client.files.uploadV2({
      channel_id: sales,
      thread_ts: ts,
      filename: 'call.ics',
      content: 'BEGIN:VCALENDAR',
    });
    const shown = sandbox.messages(sales).find((message) => message.threadTs === ts && message.files);
    expect(shown?.files).toMatchObject([{ name: 'call.ics', mimetype: 'text/calendar' }]);
    const context = { world: sandbox.world, style: createStyle({ isTty: false }) };
    expect(shown && renderContent(shown, context as never)).toEqual(['[file: call.ics]']);
  });

  it('is shown nowhere without a channel', async () => {
    const before = sandbox.messages(sales).length;
    const { upload_url: url, file_id: id } = await announce();
    await upload(url);
    await complete(id, { channel_id: undefined });
    expect(sandbox.messages(sales)).toHaveLength(before);
    expect(sandbox.files.find(id)?.state).toBe('complete');
  });

  it('is taken by the official client in one call', async () => {
    await client.filesUploadV2({ channel_id: sales, file: PNG, filename: 'two.png', alt_text: 'Two' });
    expect(sandbox.messages(sales).at(-1)).toMatchObject({ files: [{ name: 'two.png' }] });
  });

  it.each([
    ['no bytes', { length: 0 }, 'missing_argument'],
    ['no number', { length: 'many' }, 'invalid_arguments'],
    ['no name', { filename: '' }, 'invalid_arguments'],
    ['too long a description', { alt_txt: 'x'.repeat(1_001) }, 'alt_txt_too_large'],
  ])('is refused with %s', async (_what, over, error) => {
    expect(await refusal(announce(over))).toBe(error);
  });

  it('has an upload address that takes exactly what was announced, once, and nothing else', async () => {
    const { upload_url: url } = await announce();
    expect((await upload(url, Buffer.concat([PNG, PNG]))).status).toBe(400);
    expect((await upload(url, PNG, 'GET')).status).toBe(404);
    expect((await upload(`${url}0`)).status).toBe(404);
    expect((await upload(url)).status).toBe(200);
    expect((await upload(url)).status).toBe(404);
  });

  it('cannot be shown before it was uploaded, twice, where the app is not, or in no thread', async () => {
    const { upload_url: url, file_id: id } = await announce();
    expect(await refusal(complete(id))).toBe('file_not_found');
    await upload(url);
    expect(await refusal(complete(id, { channel_id: withoutBot }))).toBe('not_in_channel');
    expect(await refusal(complete(id, { thread_ts: '1.1' }))).toBe('invalid_thread_ts');
    expect(await refusal(complete(id, { files: 'nonsense' }))).toBe('invalid_arguments');
    expect(await refusal(complete(id))).toBe('accepted');
    expect(await refusal(complete(id))).toBe('file_update_failed');
    expect(await refusal(complete('F404'))).toBe('file_not_found');
  });

  it('needs its scope', async () => {
    const { app } = sandbox.world;
    const { scopes } = app;
    app.scopes = scopes.filter((scope) => scope !== 'files:write');
    expect(await refusal(announce())).toBe('missing_scope');
    expect(await refusal(complete('F1'))).toBe('missing_scope');
    app.scopes = scopes;
  });
});
