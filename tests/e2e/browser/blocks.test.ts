import { afterEach, beforeEach, expect, it } from 'vitest';
import { servePage } from '../../../src/sandbox/page/index.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { startTinyBot, type TinyBot } from '../../integration/sandbox/tiny-bot.ts';
import { describeInBrowser } from '../../support/browser-suite.ts';
import { appears, expectText, goes, messageWith, openPage, send } from './at-the-page.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(`Option ${value}`), value });
const options = [option('a'), option('b'), option('c')];
const field = (block_id: string, element: object, over: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(`Label ${block_id}`),
  element: { action_id: 'value', ...element },
  ...over,
});
const modal = (title: string, blocks: object[]) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Send'),
  close: plain('Cancel'),
  blocks,
});

await describeInBrowser('blocks and modals on the sandbox page', (browser) => {
  let bot: TinyBot;
  let served: Awaited<ReturnType<typeof servePage>>;
  let open: Awaited<ReturnType<typeof openPage>>;
  beforeEach(async () => {
    bot = await startTinyBot();
    served = await servePage(bot.sandbox, { port: 0, commands: [] });
    open = await openPage(browser(), served.url);
  });
  afterEach(async () => {
    await open.close();
    await served.close();
    await bot.close();
    expect(open.troubles).toEqual([]);
  });

  async function post(blocks: object[], over: object = {}) {
    const posted = await bot.api('chat.postMessage', {
      channel: SAMPLE.channels.sales,
      text: 'fallback',
      blocks,
      ...over,
    });
    expect(posted).toMatchObject({ ok: true });
    return String(posted.ts);
  }
  const lastAction = () => (bot.heard.at(-1)?.payload.actions as Record<string, unknown>[] | undefined)?.[0];

  it('a block or element that the page does not know is a box that says so', async () => {
    await post([
      {
        type: 'video',
        title: plain('V'),
        video_url: 'https://example.com/v',
        thumbnail_url: 'https://example.com/t',
        alt_text: 'v',
      },
      { type: 'actions', elements: [{ type: 'datetimepicker', action_id: 'when' }] },
      { type: 'section', text: plain('After it') },
    ]);
    const card = messageWith(open.page, 'After it');
    await expectText(card, /cannot draw the block "video"/);
    await expectText(card, /cannot draw the element "datetimepicker"/);
    await card.getByText('What the app sent').first().click();
    await expectText(card, /"video_url": "https:\/\/example.com\/v"/);
  });

  it('every element brings what was chosen to the app', async () => {
    const { page } = open;
    await post([
      { type: 'section', text: plain('Choose'), accessory: { type: 'overflow', action_id: 'more', options } },
      {
        type: 'actions',
        elements: [
          { type: 'static_select', action_id: 'one', placeholder: plain('Pick one'), options },
          { type: 'radio_buttons', action_id: 'radio', options },
          { type: 'checkboxes', action_id: 'boxes', options },
          { type: 'datepicker', action_id: 'day', placeholder: plain('Pick a day') },
        ],
      },
    ]);
    const card = messageWith(page, 'Choose');
    await card.getByRole('combobox', { name: 'Pick one' }).selectOption('b');
    await expect.poll(lastAction).toMatchObject({ action_id: 'one', selected_option: { value: 'b' } });
    await card.getByRole('radio', { name: 'Option c' }).check();
    await expect.poll(lastAction).toMatchObject({ action_id: 'radio', selected_option: { value: 'c' } });
    await card.getByRole('checkbox', { name: 'Option a' }).check();
    await expect.poll(lastAction).toMatchObject({ action_id: 'boxes', selected_options: [{ value: 'a' }] });
    await card.getByLabel('Pick a day').fill('2026-12-01');
    await card.getByLabel('Pick a day').dispatchEvent('change');
    await expect.poll(lastAction).toMatchObject({ action_id: 'day', selected_date: '2026-12-01' });
    await card.getByRole('button', { name: 'More actions' }).click();
    const focused = () => page.evaluate('document.activeElement?.textContent');
    await expect.poll(focused).toBe('Option a');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('Option b');
    await page.keyboard.press('Enter');
    await expect.poll(lastAction).toMatchObject({ action_id: 'more', selected_option: { value: 'b' } });
  });

  it('a button asks first when the app wants that, and a no sends nothing', async () => {
    const { page } = open;
    const confirm = {
      title: plain('Really?'),
      text: plain('It is final.'),
      confirm: plain('Do it'),
      deny: plain('Back'),
    };
    await post([
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go'), confirm }] },
    ]);
    const dialog = page.getByRole('dialog', { name: 'Really?' });
    for (const answer of ['Back', 'Escape', 'Do it']) {
      await page.getByRole('button', { name: 'Go', exact: true }).click();
      await expectText(dialog, /It is final/);
      if (answer === 'Escape') await page.keyboard.press('Escape');
      else await dialog.getByRole('button', { name: answer }).click();
      await goes(dialog);
    }
    await expect.poll(() => bot.heard.length).toBe(1);
  });

  it('markup, rich text, links, pictures and threads', async () => {
    const { page } = open;
    const rich = (elements: object[]) => ({ type: 'rich_text', elements });
    const ts = await post([
      { type: 'header', text: plain('All of it') },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*bold* _italic_ ~gone~ `code` <https://example.com|site> <@U0SELLER01>\n> quoted\n```a &lt;b&gt;```',
        },
      },
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Stage*\nProposal' }] },
      rich([
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'first' }] }],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said', style: { bold: true } }] },
      ]),
      { type: 'image', image_url: 'https://example.com/x.png', alt_text: 'A chart' },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'open', text: plain('Open'), url: 'https://example.com/open' },
        ],
      },
    ]);
    const card = messageWith(page, 'All of it');
    await appears(card);
    for (const [tag, text] of Object.entries({
      strong: 'bold',
      em: 'italic',
      s: 'gone',
      code: 'code',
      pre: 'a <b>',
      blockquote: 'quoted',
      'ol li': 'first',
    }))
      expect(await card.locator('.blocks').locator(tag).first().innerText(), tag).toBe(text);
    expect(await card.getByRole('link', { name: 'site' }).getAttribute('rel')).toBe('noopener noreferrer');
    expect(await card.getByRole('link', { name: 'Open' }).getAttribute('href')).toBe(
      'https://example.com/open',
    );
    await appears(card.getByRole('img', { name: 'A chart' }));
    await bot.api('chat.postMessage', { channel: SAMPLE.channels.sales, text: 'a reply', thread_ts: ts });
    await card.getByRole('button', { name: /1 reply/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await expectText(thread, /a reply/);
    await thread.getByRole('textbox', { name: 'Reply' }).fill('and mine');
    await page.keyboard.press('Enter');
    await expectText(thread, /and mine/);
    await page.keyboard.press('Escape');
    await goes(thread);
  });

  it('a modal: errors, then another step on top, then an update, then cleared; the focus stays inside', async () => {
    const { page } = open;
    const first = modal('First', [
      field('name', { type: 'plain_text_input' }, { hint: plain('As on the door') }),
      field('choice', { type: 'static_select', options }),
      field('boxes', { type: 'checkboxes', options }, { optional: true }),
    ]);
    bot.reply = async ({ payload }) => {
      if (payload.command) {
        await bot.api('views.open', { trigger_id: payload.trigger_id, view: first });
        return {};
      }
      const { view } = payload as {
        view: {
          title: { text: string };
          state: { values: Record<string, Record<string, { value?: string }>> };
        };
      };
      const typed = view.state.values.name?.value?.value;
      if (view.title.text === 'First' && typed === 'bad')
        return { body: { response_action: 'errors', errors: { name: 'Not that one.' } } };
      if (view.title.text === 'First')
        return {
          body: {
            response_action: 'push',
            view: modal('Second', [field('more', { type: 'plain_text_input' })]),
          },
        };
      if (view.title.text === 'Second')
        return {
          body: {
            response_action: 'update',
            view: modal('Third', [{ type: 'section', text: plain('Nearly done') }]),
          },
        };
      return { body: { response_action: 'clear' } };
    };
    await send(page, '/cugar form');
    const dialog = page.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: 'Label name' });
    await appears(name);
    expect(await name.evaluate((one) => one.matches(':focus'))).toBe(true);
    expect(await dialog.getAttribute('aria-modal')).toBe('true');
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      expect(await page.locator('dialog :focus').count()).toBe(1);
    }
    await name.fill('bad');
    await dialog.getByRole('combobox', { name: 'Label choice' }).selectOption('c');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expectText(dialog, /Not that one\./);
    const described = (await name.getAttribute('aria-describedby')) ?? '';
    const words = await Promise.all(described.split(' ').map((id) => page.locator(`#${id}`).innerText()));
    expect(words).toEqual(['As on the door', 'Not that one.']);
    expect(await dialog.getByRole('combobox', { name: 'Label choice' }).inputValue()).toBe('c');
    await name.fill('good');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('textbox', { name: 'Label more' }).fill('words');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expectText(dialog, /Nearly done/);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await goes(dialog);
  });

  it('an app that fails is told on the spot, in the channel and in the form', async () => {
    const { page } = open;
    bot.reply = async ({ payload }) => {
      if (payload.text === 'form') {
        await bot.api('views.open', {
          trigger_id: payload.trigger_id,
          view: modal('Form', [field('name', { type: 'plain_text_input' })]),
        });
        return {};
      }
      return { status: 500 };
    };
    await send(page, '/cugar boom');
    await expectText(messageWith(page, 'dispatch_failed'), /Only visible to you/);
    await send(page, '/cugar form');
    const dialog = page.getByRole('dialog', { name: 'Form' });
    await dialog.getByRole('textbox', { name: 'Label name' }).fill('x');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expectText(dialog, /We had some trouble connecting/);
  });
});
