import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { describeInBrowser } from '../../support/browser-suite.ts';
import { type DemoPage, startDemoPage } from '../../support/demo-page.ts';
import { appears, decide, goes, openCard, openPage } from './at-the-page.ts';
import { poorContrasts, unnamedControls } from './page-checks.ts';

await describeInBrowser('look of the sandbox page', (browser) => {
  let demo: DemoPage;
  beforeAll(async () => {
    demo = await startDemoPage();
    await demo.sandbox.as(SAMPLE.people.seller).command('/cugar', 'qualify Acme', { channel: '#sales' });
    await demo.sandbox.waitForMessage(({ blocks }) => JSON.stringify(blocks).includes('"approval.approve"'));
  });
  afterAll(() => demo.close());

  async function withPage(options: Parameters<typeof openPage>[2], work: (page: Page) => Promise<void>) {
    const open = await openPage(browser(), demo.url, options);
    try {
      await appears(openCard(open.page));
      await work(open.page);
      expect(open.troubles).toEqual([]);
    } finally {
      await open.close();
    }
  }

  const colours = (page: Page) =>
    page.locator('body').evaluate((body) => {
      const { backgroundColor, color } = body.ownerDocument.defaultView?.getComputedStyle(body) ?? {};
      return { backgroundColor, color };
    });

  /** As text: the tests are compiled without a browser's types. */
  const TO_END = `(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.getElementById('pane');
    return Math.round(scrollHeight - scrollTop - clientHeight);
  })()`;

  it('the conversation stays at its end when the composer grows, and where somebody reads when not', async () => {
    await withPage({ viewport: { width: 1000, height: 500 } }, async (page) => {
      const toEnd = () => page.evaluate<number>(TO_END);
      await expect.poll(toEnd).toBe(0);
      const field = page.getByRole('combobox', { name: /^Message/ });
      await field.fill('one\ntwo\nthree\nfour\nfive\nsix');
      await expect.poll(toEnd).toBe(0);
      await page.evaluate("document.getElementById('pane').scrollTop = 0");
      await expect.poll(toEnd).toBeGreaterThan(200);
      await field.fill('one');
      await page.setViewportSize({ width: 1000, height: 480 });
      expect(await page.evaluate("document.getElementById('pane').scrollTop")).toBe(0);
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`${colorScheme}: every text stands out from its ground, also in a form and in the drawer`, async () => {
      await withPage({ colorScheme }, async (page) => {
        await page.getByRole('button', { name: 'Requests' }).click();
        expect(await poorContrasts(page)).toEqual([]);
        await decide(page, 'Deny');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Deny' }).click();
        await appears(dialog.locator('.complaint'));
        expect(await poorContrasts(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await goes(dialog);
      });
    });
  }

  it('dark follows the system, the button overrules it, and a reload remembers', async () => {
    await withPage({ colorScheme: 'dark' }, async (page) => {
      const dark = await colours(page);
      const button = page.getByRole('button', { name: 'Dark mode' });
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      await button.click();
      expect(await button.getAttribute('aria-pressed')).toBe('false');
      await expect.poll(() => colours(page)).not.toEqual(dark);
      const light = await colours(page);
      await page.reload();
      await appears(openCard(page));
      expect(await colours(page)).toEqual(light);
    });
  });

  it('on a narrow screen nothing is cut off, and the sidebar comes and goes', async () => {
    await withPage({ viewport: { width: 400, height: 800 } }, async (page) => {
      const width = () => page.locator('html').evaluate((root) => root.scrollWidth);
      expect(await width()).toBe(400);
      const approve = await openCard(page)
        .getByRole('button', { name: /^Approve/ })
        .boundingBox();
      expect((approve?.x ?? 999) + (approve?.width ?? 999)).toBeLessThan(400);
      const people = page.getByRole('combobox', { name: 'You are' });
      expect(await people.isVisible()).toBe(false);
      const menu = page.getByRole('button', { name: 'Channels and people' });
      await menu.click();
      await appears(people);
      expect(await menu.getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      await goes(people);
      await menu.click();
      await page.getByRole('button', { name: /deal-desk/ }).click();
      await appears(page.getByRole('heading', { name: '#deal-desk' }));
      expect(await width()).toBe(400);
    });
  });

  it('everything that can be used has a name and the page its landmarks', async () => {
    await withPage({}, async (page) => {
      expect(await unnamedControls(page)).toEqual([]);
      await decide(page, 'Edit');
      await appears(page.getByRole('dialog'));
      expect(await unnamedControls(page)).toEqual([]);
      await page.keyboard.press('Escape');
      for (const role of ['main', 'navigation'] as const) expect(await page.getByRole(role).count()).toBe(1);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('[role=status]').getAttribute('aria-live')).toBe('polite');
    });
  });

  it('news is told to screen readers', async () => {
    await withPage({}, async (page) => {
      demo.sandbox.as(SAMPLE.people.manager).say('Good *morning*', { channel: '#sales' });
      await expect
        .poll(() => page.locator('[role=status]').textContent())
        .toBe('Morgan Manager (sample): Good morning');
    });
  });
});
