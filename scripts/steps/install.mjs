import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { inRoot, say } from './root.mjs';
import { capture } from './run-child.mjs';

const lockFile = inRoot('package-lock.json');
const stamp = inRoot('node_modules', '.cugar-install');
const npmsOwnStamp = inRoot('node_modules', '.package-lock.json');

/** False also after an interrupted installation: npm writes its own list last. */
export const hasDependencies = () => existsSync(npmsOwnStamp);
export const hasDevDependencies = () => existsSync(inRoot('node_modules', 'typescript', 'package.json'));

/** Installs what package-lock.json says, unless that is what is there. Rejects with npm's words. */
export async function install() {
  if (isInstalled()) return;
  await withLock(async () => {
    if (isInstalled()) return;
    say('Installing the dependencies, once…');
    const { code, output } = await npm(['ci', '--loglevel=error', '--include=dev']);
    if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`);
    writeFileSync(stamp, wanted());
  });
}

const wanted = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

function isInstalled() {
  if (!hasDevDependencies()) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted();
  return existsSync(npmsOwnStamp) && statSync(npmsOwnStamp).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** The npm that runs this script, else the one on the PATH. */
function npm(args) {
  const own = process.env.npm_execpath;
  return own && /\.c?js$/.test(own) ? capture(process.execPath, [own, ...args]) : capture('npm', args);
}
