import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';

interface OpenOptions extends BrowserContextOptions {
  readonly personId?: string;
  readonly channelId?: string;
}

/** One browser window on the page, in a session of its own, with what went wrong in it. */
export async function openPage(browser: Browser, url: string, options: OpenOptions = {}) {
  const { personId = SAMPLE.people.seller, channelId = SAMPLE.channels.sales, ...context } = options;
  const session = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
  const page = await session.newPage();
  page.setDefaultTimeout(10_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) troubles.push(`loads ${request.url()}`);
  });
  await page.goto(`${url}/#${personId}/${channelId}`);
  await page.getByRole('log', { name: /^Messages in/ }).waitFor({ state: 'attached' });
  return { page, troubles, close: () => session.close() };
}

export const composer = (page: Page): Locator => page.getByRole('combobox', { name: /^Message/ });

/** Types into the composer and sends it with Enter. */
export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The newest message that says this. */
export const messageWith = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: text }).last();

/** The newest card that asks for a decision. */
export const openCard = (page: Page): Locator =>
  page
    .getByRole('article')
    .filter({ has: page.getByRole('button', { name: /^Approve/ }) })
    .last();

export const decide = (page: Page, word: 'Approve' | 'Deny' | 'Edit'): Promise<void> =>
  openCard(page)
    .getByRole('button', { name: new RegExp(`^${word}`) })
    .click();

/** Resolves when it is there. */
export const appears = (what: Locator): Promise<void> => what.waitFor({ state: 'visible' });
export const goes = (what: Locator): Promise<void> => what.waitFor({ state: 'hidden' });

/** The words of an element, when they fit. */
export async function expectText(what: Locator, text: RegExp): Promise<void> {
  await expect.poll(() => what.innerText()).toMatch(text);
}

export async function become(page: Page, name: RegExp): Promise<void> {
  const people = page.getByRole('combobox', { name: 'You are' });
  const label = (await people.locator('option').allInnerTexts()).find((one) => name.test(one));
  if (!label) throw new Error(`nobody on the page is ${name}`);
  await people.selectOption({ label });
}
