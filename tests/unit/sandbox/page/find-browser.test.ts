import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findBrowser } from '../../../support/browser.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cugar-browser-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

it('takes a browser that runs, and passes over one that only says how to install it', async () => {
  const folder = await folderWith({
    chromium: '#!/bin/sh\necho install the snap >&2; exit 1\n',
    'google-chrome': '#!/bin/sh\necho Google Chrome 150.0.1\n',
  });
  expect(await findBrowser(folder)).toEqual({ kind: 'found', path: join(folder, 'google-chrome') });
});

it('says what it looked for where there is none and none can be installed', async () => {
  expect(await findBrowser(await folderWith({}))).toEqual({
    kind: 'missing',
    reason: 'none of chromium, chromium-browser, google-chrome, google-chrome-stable runs here',
  });
});
