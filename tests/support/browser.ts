import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { withFolderLock } from '../../src/embedded/folder-lock.ts';
import { findCommand, runCommand } from '../../src/embedded/run-command.ts';

/** The browser to test with, or why there is none. */
export type FoundBrowser =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly reason: string };

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALL_TIMEOUT_MS = 10 * 60_000;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One on the search path that really runs: some systems have a command that only says how to install it. */
async function onPath(path: string | undefined): Promise<string | null> {
  for (const name of NAMES) {
    const file = await findCommand(name, path);
    const version = file && (await runCommand(file, ['--version'], { timeoutMs: 30_000 }).catch(() => ''));
    if (file && /\d+\.\d+/.test(version ?? '')) return file;
  }
  return null;
}

/** Debian's own package, as root; the reason why not otherwise. */
async function install(aptGet: string): Promise<string | null> {
  const env = { ...(process.env as Record<string, string>), DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => runCommand(aptGet, args, { env, timeoutMs: INSTALL_TIMEOUT_MS });
  try {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', 'chromium');
    return null;
  } catch (error) {
    return `installing the package failed (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** The browser on the search path, else the system's package where it can be installed, which is done once. */
export async function findBrowser(searchPath?: string): Promise<FoundBrowser> {
  const ready = await onPath(searchPath);
  if (ready) return { kind: 'found', path: ready };
  const wanted = `none of ${NAMES.join(', ')} runs here`;
  const aptGet = await findCommand('apt-get', searchPath);
  if (!aptGet) return { kind: 'missing', reason: wanted };
  if (process.getuid?.() !== 0)
    return { kind: 'missing', reason: `${wanted}; install one with: sudo apt-get install chromium` };
  const holder = resolve('.cache', 'chromium');
  await mkdir(holder, { recursive: true });
  return withFolderLock(holder, INSTALL_TIMEOUT_MS, async () => {
    const problem = (await onPath(searchPath)) ? null : await install(aptGet);
    const path = await onPath(searchPath);
    if (path) return { kind: 'found', path };
    return { kind: 'missing', reason: problem ? `${wanted}; ${problem}` : wanted };
  });
}

export function launchBrowser(found: FoundBrowser): Promise<Browser> {
  if (found.kind === 'missing') throw new Error(found.reason);
  return chromium.launch({ executablePath: found.path, args: FLAGS });
}
