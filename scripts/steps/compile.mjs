import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bundle } from './bundle.mjs';
import { withLock } from './lock.mjs';
import { inRoot, root, say } from './root.mjs';
import { capture } from './run-child.mjs';

const SOURCES = ['src', 'jobs', 'blocks', 'bench'];
const BROWSER = join('src', 'sandbox', 'page', 'browser', 'tsconfig.json');
const SETTINGS = [
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'registry.yaml',
  'scripts/steps/bundle.mjs',
  'scripts/steps/compile.mjs',
];
const PARSED = join('data', 'playbook');
const dist = inRoot('dist');
const stamp = join(dist, '.stamp');

/**
 * Brings dist/ up to date with the sources: compiled modules, beside them every other file (Lua, CSS, HTML, SVG),
 * and the programs bundled from these. Rejects with the compiler's words; with `evenWithTypeErrors` those are only shown.
 */
export async function compile({ evenWithTypeErrors = false } = {}) {
  if (isCurrent(evenWithTypeErrors)) return;
  await withLock(async () => {
    if (isCurrent(evenWithTypeErrors)) return;
    say('Building…');
    const hash = hashOfSources();
    const fresh = inRoot('.cache', `build-${process.pid}`);
    rmSync(fresh, { recursive: true, force: true });
    try {
      const { code, output } = await compileInto(fresh);
      if (code !== 0 && !evenWithTypeErrors) throw new Error(`The sources do not compile:\n${output.trim()}`);
      if (code !== 0) say(`The sources have type errors; running them all the same.\n${output.trim()}`);
      copyAssets(fresh);
      await bundle(fresh);
      writeCommit(fresh);
      writeFileSync(join(fresh, '.stamp'), stampOf(hash, code !== 0));
      rmSync(dist, { recursive: true, force: true });
      renameSync(fresh, dist);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  });
}

const stampOf = (hash, hasTypeErrors) => (hasTypeErrors ? `${hash} with type errors` : hash);

function isCurrent(evenWithTypeErrors) {
  if (!existsSync(stamp)) return false;
  const built = readFileSync(stamp, 'utf8');
  const hash = hashOfSources();
  return built === hash || (evenWithTypeErrors && built === stampOf(hash, true));
}

/** The program, and the modules of the sandbox page, which know a browser instead of Node.js. */
async function compileInto(outDir) {
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const into = ['--outDir', outDir, '--tsBuildInfoFile', join(outDir, '.tsbuildinfo')];
  const projects = [['-p', inRoot('tsconfig.build.json'), ...into]];
  if (existsSync(inRoot(BROWSER))) {
    projects.push(['-p', inRoot(BROWSER), '--noEmit', 'false', '--outDir', outDir]);
  }
  const runs = await Promise.all(projects.map((project) => capture(process.execPath, [tsc, ...project])));
  return {
    code: Math.max(...runs.map(({ code }) => code)),
    output: runs.map(({ output }) => output).join(''),
  };
}

function copyAssets(outDir) {
  for (const file of sourceFiles().filter((name) => !/\.ts$|tsconfig\.json$/.test(name))) {
    const target = join(outDir, relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
}

/** Which commit it was built from, for `cugar_build_info`; nothing outside a checkout. */
function writeCommit(outDir) {
  if (!existsSync(inRoot('.git'))) return;
  const args = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'];
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status === 0) writeFileSync(join(outDir, '.commit'), stdout.trim());
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of [...sourceFiles(), ...settings()]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function settings() {
  const files = SETTINGS.map((name) => inRoot(name)).filter((path) => existsSync(path));
  return existsSync(inRoot(PARSED)) ? [...files, ...filesIn(inRoot(PARSED))] : files;
}

function sourceFiles() {
  return SOURCES.filter((name) => existsSync(inRoot(name))).flatMap((name) => filesIn(inRoot(name)));
}

function filesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
