import { afterEach, beforeEach, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { describeInBrowser } from '../../support/browser-suite.ts';
import { type DemoPage, startDemoPage } from '../../support/demo-page.ts';
import {
  appears,
  become,
  composer,
  expectText,
  goes,
  messageWith,
  openCard,
  openPage,
  send,
} from './at-the-page.ts';

await describeInBrowser('commands on the sandbox page', (browser) => {
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

  it('several accounts fit: a button chooses one', async () => {
    const { page } = open;
    await send(page, '/cugar qualify Northfold');
    const question = messageWith(page, 'Which one?');
    await expectText(question, /Only visible to you/);
    await question.getByRole('button', { name: /Northfold Foods/ }).click();
    await appears(messageWith(page, 'Qualify Northfold Foods'));
  });

  it('cancels a plan that waits', async () => {
    const { page } = open;
    await send(page, '/cugar qualify Acme');
    await appears(openCard(page));
    const [id = ''] = (await messageWith(page, 'Queued:').innerText()).match(/01[0-9A-Z]{24}/) ?? [];
    await send(page, `/cugar cancel ${id}`);
    await goes(openCard(page));
    await expectText(messageWith(page, 'Message draft for Acme'), /Cancelled/);
  });

  it('hostile data shows as text: no link, no mention, no element of its own', async () => {
    const { page } = open;
    await send(page, '/cugar qualify zephyr');
    await appears(messageWith(page, 'Qualify Zephyr'));
    await appears(openCard(page));
    const log = page.getByRole('log', { name: 'Messages in #sales' });
    await expectText(log, /<.?!channel>/);
    expect(await log.locator('a[href*="evil"]').count()).toBe(0);
    const mentions = await log.locator('.mention').allInnerTexts();
    expect([...new Set(mentions)]).toEqual(['@Sam Seller (sample)']);
    expect(await log.locator('em, script, iframe').count()).toBe(0);
  });

  it('the composer completes commands and accounts', async () => {
    const { page } = open;
    const field = composer(page);
    await field.fill('/');
    const list = page.getByRole('listbox', { name: 'Completions' });
    await appears(list.getByRole('option', { name: /qualify <account>/ }));
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    await field.fill('/cugar qualify north');
    expect(await list.getByRole('option').count()).toBe(3);
    await field.press('ArrowDown');
    await field.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).innerText()).toContain('Northfold Logistics');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('/cugar qualify Northfold Logistics');
    await field.press('Enter');
    await appears(messageWith(page, 'Qualify Northfold Logistics'));
  });

  it('words are words, and an unknown command goes nowhere', async () => {
    const { page } = open;
    await send(page, 'hello <b>all</b> & <!channel>');
    await expectText(messageWith(page, 'hello'), /hello <b>all<\/b> & <!channel>/);
    await send(page, '/remind me');
    await expectText(page.getByRole('alert'), /\/remind is not a valid command/);
    expect(demo.sandbox.deliveries.filter(({ kind }) => kind === 'command')).toEqual([]);
  });

  it('somebody of another workspace sees the shared channel only and has no command', async () => {
    const { page } = open;
    await become(page, /Stacy Stranger/);
    await appears(page.getByRole('heading', { name: '#partner-deals' }));
    expect(await page.locator('#you-role').textContent()).toBe('of another workspace');
    expect(await page.locator('#channels button').count()).toBe(1);
    await send(page, '/cugar help');
    await expectText(page.getByRole('alert'), /^Stacy Stranger \(sample\) is of another workspace/);
  });

  it('the home tab says that it is empty, or shows what the app published, and the tabs follow the arrows', async () => {
    const { page } = open;
    await page.getByRole('button', { name: /^C?Cugar/ }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    const home = page.getByRole('tabpanel', { name: 'Home' });
    await expectText(home, /\S/);
    expect(demo.sandbox.deliveries.at(-1)?.body).toContain('app_home_opened');
    await page.keyboard.press('ArrowLeft');
    await goes(home);
    expect(await page.getByRole('tab', { name: 'Messages' }).getAttribute('aria-selected')).toBe('true');
  });

  it('the drawer shows every request with its time, secrets masked', async () => {
    const { page } = open;
    await send(page, '/cugar help');
    await appears(messageWith(page, 'Try /cugar qualify'));
    await page.getByRole('button', { name: 'Requests' }).click();
    const drawer = page.getByRole('complementary', { name: 'Requests' });
    await drawer.getByText('Slash command: /cugar help').click();
    await expectText(drawer, /x-slack-signature: v0=\w{4}••••••/);
    await expectText(drawer, /200\s+\d+ ms/);
    const text = await drawer.innerText();
    expect(text).not.toContain(demo.sandbox.world.app.signingSecret);
    expect(text).not.toContain(demo.sandbox.world.app.token);
    expect(text).toContain(SAMPLE.people.seller);
    await page.keyboard.press('Escape');
    await goes(drawer);
  });

  it('what happens elsewhere shows at once, and waits unread in other channels', async () => {
    const { page } = open;
    await demo.sandbox.as(SAMPLE.people.manager).command('/cugar', 'qualify Acme', { channel: '#deal-desk' });
    await expectText(page.getByRole('button', { name: /deal-desk/ }), /\d+\s*unread/);
    demo.sandbox.as(SAMPLE.people.manager).say('Morning', { channel: '#sales' });
    await appears(messageWith(page, 'Morning'));
  });
});
