// Takes the pictures of the documents: `npm run build`, then `node scripts/screenshots.mjs [folder]`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startBot } from '../dist/src/composition/bot.js';
import { loadDemoConfig } from '../dist/src/config/demo-config.js';
import { COMMANDS } from '../dist/src/planner/commands/index.js';
import { servePage } from '../dist/src/sandbox/page/index.js';
import { SAMPLE } from '../dist/src/sandbox/sample-world.js';
import { createSandbox } from '../dist/src/sandbox/sandbox.js';
import { createLogger } from '../dist/src/telemetry/logger.js';
import { inRoot, say } from './steps/root.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];

function browserPath() {
  const script = BROWSERS.map((name) => `command -v ${name}`).join(' || ');
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trim();
}

const folder = process.argv[2] ?? inRoot('docs', 'images');
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'cugar-pictures-'));

const { seller, approver } = SAMPLE.people;
const { sales } = SAMPLE.channels;
const sandbox = await createSandbox();
const { token: botToken, signingSecret } = sandbox.world.app;
const config = loadDemoConfig({ botToken, signingSecret, apiUrl: sandbox.apiUrl, approvers: [approver] });
const bot = await startBot(
  { ...config, redis: { ...config.redis, dataDir: data } },
  createLogger({ level: 'silent' }),
);
sandbox.connect(`http://127.0.0.1:${bot.port}/slack/events`);
const page = await servePage(sandbox, { port: 0, personId: seller, commands: COMMANDS });
const browser = await chromium.launch({ executablePath: browserPath(), args: FLAGS });

async function open(personId, options = {}) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  await tab.goto(`${page.url}/#${personId}/${sales}`);
  await tab.getByRole('heading', { level: 1, name: '#sales' }).waitFor();
  return tab;
}

async function take(tab, name) {
  await tab.screenshot({ path: join(folder, `${name}.png`) });
  say(`${name}.png`);
}

try {
  await sandbox.as(seller).command('/cugar', 'qualify Acme', { channel: sales });
  const card = await sandbox.waitForMessage(({ blocks }) =>
    JSON.stringify(blocks).includes('"approval.approve"'),
  );
  await sandbox.waitForMessage(({ text }) => /waiting/i.test(text));

  const tall = await open(seller, { viewport: { width: 1280, height: 1180 } });
  const approval = (tab) => tab.locator(`[data-ts="${card.ts}"]`);
  await tall.locator('#log').evaluate((log) => log.lastElementChild?.scrollIntoView({ block: 'end' }));
  await take(tall, 'approval');

  const tab = await open(seller);
  await approval(tab).getByRole('button', { name: /^Edit/ }).click();
  const dialog = tab.getByRole('dialog');
  const text = dialog.getByRole('textbox', { name: 'Text' });
  const written = await text.inputValue();
  await text.fill(written.replace('Hello Jordan', 'Hello {{first_name}}'));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('.complaint').waitFor();
  await take(tab, 'modal');
  await dialog.getByRole('button', { name: 'Back' }).click();

  const dark = await open(seller, { colorScheme: 'dark' });
  await approval(dark).evaluate((article) => article.scrollIntoView({ block: 'start' }));
  await dark.getByRole('button', { name: 'Requests' }).click();
  await dark.locator('.traffic summary').filter({ hasText: 'Slash command' }).click();
  await dark.locator('.traffic-detail').waitFor();
  await take(dark, 'dark');

  await approval(tab)
    .getByRole('button', { name: /^Approve/ })
    .click();
  const plan = tab.getByRole('article').filter({ hasText: 'Completed' }).first();
  await plan.waitFor();
  await tab.mouse.move(640, 20);
  await plan.evaluate((article) => article.scrollIntoView({ block: 'start' }));
  await take(tab, 'plan');

  if (process.argv.includes('--all')) {
    const small = await open(seller, { viewport: { width: 400, height: 800 } });
    await take(small, 'narrow');
    await small.getByRole('button', { name: 'Channels and people' }).click();
    await take(small, 'narrow-menu');
  }
} finally {
  await browser.close();
  await page.close();
  await bot.stop();
  await sandbox.close();
  rmSync(data, { recursive: true, force: true });
}
