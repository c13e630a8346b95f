import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeInBrowser } from '../../support/browser-suite.ts';
import { type DemoPage, startDemoPage } from '../../support/demo-page.ts';
import {
  appears,
  become,
  decide,
  expectText,
  goes,
  messageWith,
  openCard,
  openPage,
  send,
} from './at-the-page.ts';

await describeInBrowser('deciding on the sandbox page', (browser) => {
  let demo: DemoPage;
  let open: Awaited<ReturnType<typeof openPage>>;
  beforeEach(async () => {
    demo = await startDemoPage();
    open = await openPage(browser(), demo.url);
  });
  afterEach(async () => {
    await open.close();
    await demo.close();
    expect(open.troubles).toEqual([]);
  });

  async function qualify(): Promise<void> {
    await send(open.page, '/cugar qualify Acme');
    await appears(openCard(open.page));
  }

  it('qualify, approve: the card tells who decided, the buttons go, the text is handed over', async () => {
    const { page } = open;
    await qualify();
    expect(await page.getByText('Only visible to you').count()).toBe(1);
    await expectText(messageWith(page, 'Message draft for Acme'), /Who may decide.*Sam Seller/);
    await decide(page, 'Approve');
    await goes(openCard(page));
    await expectText(messageWith(page, 'Message draft for Acme'), /Approved by @Sam Seller/);
    await expectText(messageWith(page, /^.*Qualify Acme Robotics/), /Recommendation/);
    const direct = page.getByRole('button', { name: /Cugar/ });
    await expectText(direct, /1\s*unread/);
    await direct.click();
    await expectText(messageWith(page, 'Ready to send'), /Cugar has sent nothing/);
  });

  it('deny: a short reason is refused under the field, a good one counts', async () => {
    const { page } = open;
    await qualify();
    await decide(page, 'Deny');
    const dialog = page.getByRole('dialog', { name: 'Deny this request' });
    const reason = dialog.getByRole('textbox', { name: 'Why not?' });
    await dialog.getByRole('button', { name: 'Deny' }).click();
    await expectText(dialog, /Please complete this required field/);
    await reason.fill('no');
    await dialog.getByRole('button', { name: 'Deny' }).click();
    await expectText(dialog, /at least 5 characters/);
    expect(await reason.inputValue()).toBe('no');
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await reason.evaluate((field) => field.matches(':focus'))).toBe(true);
    await reason.fill('The budget is frozen until spring');
    await dialog.getByRole('button', { name: 'Deny' }).click();
    await goes(dialog);
    await goes(openCard(page));
    await expectText(messageWith(page, 'Message draft for Acme'), /The budget is frozen until spring/);
  });

  it('edit: a text that a check refuses stays in the form, a better one becomes version 2', async () => {
    const { page } = open;
    await qualify();
    await decide(page, 'Edit');
    const dialog = page.getByRole('dialog', { name: 'Edit the message' });
    const text = dialog.getByRole('textbox', { name: 'Text' });
    const before = await text.inputValue();
    expect(before).toContain('Jordan');
    await text.fill('Hello {{first_name}}, [insert the offer here]');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expectText(dialog.locator('.complaint'), /placeholder/i);
    expect(await text.inputValue()).toContain('{{first_name}}');
    await text.fill(before.replace('Hello Jordan', 'Good morning Jordan'));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await goes(dialog);
    await expectText(openCard(page), /Good morning Jordan/);
    await expectText(openCard(page), /Version 2/);
    await decide(page, 'Approve');
    await expectText(messageWith(page, 'Message draft for Acme'), /Approved by @Sam Seller/);
  });

  it('the form closes with Escape and with Back, and the request stays open', async () => {
    const { page } = open;
    await qualify();
    for (const leave of [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Back' }).click(),
    ]) {
      await decide(page, 'Deny');
      await appears(page.getByRole('dialog'));
      await leave();
      await goes(page.getByRole('dialog'));
      const focused = await page.locator(':focus').textContent();
      expect(focused).toBe('Deny');
    }
    await appears(openCard(page));
  });

  it('an approver who may not decide this is told why, privately', async () => {
    const { page } = open;
    await qualify();
    await become(page, /Alex Approver/);
    await appears(openCard(page));
    await decide(page, 'Approve');
    const refusal = messageWith(page, 'Your click did not count');
    await expectText(refusal, /Only visible to you/);
    await expectText(refusal, /not among those who may decide/);
    await become(page, /Sam Seller/);
    await appears(openCard(page));
    await expect.poll(() => page.getByText('Your click did not count').count()).toBe(0);
  });

  it('decides on the Home tab, which follows', async () => {
    const { page } = open;
    await qualify();
    await page.getByRole('button', { name: /Cugar/ }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    const home = page.getByRole('tabpanel', { name: 'Home' });
    await expectText(home, /Waits for your decision\s+◆[\s\S]*Your plans[\s\S]*Waiting for a decision/);
    await expectText(home, /Budget[\s\S]*Daily digest[\s\S]*Book of business Sample data, read/);
    await home.getByRole('button', { name: /^Approve/ }).click();
    await expectText(home, /Nothing waits for you\.[\s\S]*Your plans[\s\S]*Completed/);
    expect(await home.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
  });

  it('approves by the keyboard alone', async () => {
    const { page } = open;
    await page.keyboard.press('Tab');
    await expectText(page.locator(':focus'), /Skip to the composer/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const field = page.getByRole('combobox', { name: 'Message #sales' });
    if (!(await field.evaluate((one) => one.matches(':focus')))) await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('/cugar qua');
    await page.keyboard.press('Tab');
    await page.keyboard.type('acme');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('/cugar qualify Acme Robotics');
    await page.keyboard.press('Enter');
    await appears(openCard(page));
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Shift+Tab');
      const name = await page.locator(':focus').textContent();
      if (name === 'Approve') break;
    }
    await page.keyboard.press('Enter');
    await goes(openCard(page));
    await expectText(messageWith(page, 'Message draft for Acme'), /Approved by @Sam Seller/);
  });
});
