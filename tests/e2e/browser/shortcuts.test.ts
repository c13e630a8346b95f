import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { describeInBrowser } from '../../support/browser-suite.ts';
import { type DemoPage, startDemoPage } from '../../support/demo-page.ts';
import { appears, become, expectText, goes, messageWith, openPage, send } from './at-the-page.ts';
import { poorContrasts, unnamedControls } from './page-checks.ts';

const actionsOn = (page: Page, text: string) =>
  messageWith(page, text).getByRole('button', { name: 'Message actions' });
/** As text: the tests are compiled without a browser's types. */
const OPACITY = "getComputedStyle(document.activeElement.closest('.message-actions')).opacity";
const nameOfFocused = (page: Page) => page.evaluate<string>('document.activeElement.ariaLabel');
const menu = (page: Page) => page.getByRole('menu', { name: 'Message actions' });
const entry = (page: Page, name: RegExp) => menu(page).getByRole('menuitem', { name });

await describeInBrowser('the menu of a message on the sandbox page', (browser) => {
  let demo: DemoPage;
  let open: Awaited<ReturnType<typeof openPage>>;
  beforeEach(async () => {
    demo = await startDemoPage();
    demo.sandbox.as(SAMPLE.people.manager).say("Acme's plant lead called again", { channel: '#sales' });
    open = await openPage(browser(), demo.url);
    await appears(messageWith(open.page, 'plant lead'));
  });
  afterEach(async () => {
    await open.close();
    await demo.close();
    expect(open.troubles).toEqual([]);
  });

  const shortcuts = () => demo.sandbox.deliveries.filter(({ kind }) => kind === 'shortcut');

  it("goes from the app's shortcut through its form to a card in the thread", async () => {
    const { page } = open;
    await messageWith(page, 'plant lead').hover();
    await actionsOn(page, 'plant lead').click();
    expect(await menu(page).getByRole('menuitem').count()).toBe(2);
    expect(await unnamedControls(page)).toEqual([]);
    expect(await poorContrasts(page)).toEqual([]);
    await entry(page, /^Draft a reply/).click();

    const form = page.getByRole('dialog', { name: 'Draft a reply' });
    await appears(form);
    expect(await form.getByRole('textbox', { name: /^Account/ }).inputValue()).toBe('Acme Robotics');
    const [request] = shortcuts();
    expect(request?.headers).toMatchObject({
      'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/),
    });
    const payload = JSON.parse(new URLSearchParams(request?.body).get('payload') ?? '{}');
    expect(payload).toMatchObject({
      type: 'message_action',
      callback_id: 'draft_reply',
      user: { id: SAMPLE.people.seller },
      message: { text: "Acme's plant lead called again" },
    });

    await form.locator('button[type=submit]').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    await goes(page.getByRole('dialog'));
    await messageWith(page, 'plant lead')
      .getByRole('button', { name: /repl(y|ies)/ })
      .click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await appears(thread.getByRole('button', { name: /^Approve/ }));
  });

  it('is used by the keyboard alone, and the focus comes back', async () => {
    const { page } = open;
    const opener = actionsOn(page, 'plant lead');
    await opener.focus();
    expect(await page.evaluate(OPACITY)).toBe('1');
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await expect.poll(focused).toMatch(/^Reply in thread/);
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    await goes(menu(page));
    await expect.poll(() => nameOfFocused(page)).toBe('Message actions');

    await page.keyboard.press('Enter');
    await expect.poll(focused).toMatch(/^Reply in thread/);
    await page.keyboard.press('End');
    await expect.poll(focused).toMatch(/^Draft a reply/);
    await page.keyboard.press('Enter');
    await appears(page.getByRole('dialog', { name: 'Draft a reply' }));
    await page.keyboard.press('Escape');
    await goes(page.getByRole('dialog'));
    await expect.poll(() => nameOfFocused(page)).toBe('Message actions');
  });

  it('begins a thread', async () => {
    const { page } = open;
    await messageWith(page, 'plant lead').hover();
    await actionsOn(page, 'plant lead').click();
    await entry(page, /^Reply in thread/).click();
    const field = page.getByRole('textbox', { name: 'Reply' });
    await field.fill('I will call back');
    await field.press('Enter');
    await expectText(page.getByRole('log', { name: 'Thread' }), /plant lead[\s\S]*I will call back/);
    expect(shortcuts()).toEqual([]);
  });

  it('stands on no private answer, and has nothing of the app for people of other workspaces', async () => {
    const { page } = open;
    await send(page, '/cugar help');
    const answer = messageWith(page, 'Only visible to you');
    await appears(answer);
    expect(await answer.getByRole('button', { name: 'Message actions' }).count()).toBe(0);
    demo.sandbox.as(SAMPLE.people.seller).say('Hello partners', { channel: '#partner-deals' });
    await become(page, /Stacy Stranger/);
    await messageWith(page, 'Hello partners').hover();
    await actionsOn(page, 'Hello partners').click();
    expect(await menu(page).getByRole('menuitem').allInnerTexts()).toEqual(['Reply in thread']);
  });
});
