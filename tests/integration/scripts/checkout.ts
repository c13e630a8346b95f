import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A small checkout with the real scripts and settings, and a program of its own. */
export async function makeCheckout(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar check out '));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const name of [
    'scripts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ]) {
    await cp(resolve(name), join(dir, name), { recursive: true });
  }
  await write(dir, files);
  return dir;
}

export async function write(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
}

/** The packages of this checkout, installed as far as the scripts can tell. */
export async function borrowPackages(dir: string, names: readonly string[]): Promise<void> {
  const source = resolve('node_modules');
  await mkdir(join(dir, 'node_modules', '@types'), { recursive: true });
  for (const name of names) await symlink(join(source, name), join(dir, 'node_modules', name));
  await writeFile(join(dir, 'node_modules', '.package-lock.json'), await readFile('package-lock.json'));
}

export const COMPILER = [
  'typescript',
  '@typescript',
  '@types/node',
  'undici-types',
  'rolldown',
  '@rolldown',
  '@oxc-project',
];

/** Runs `node scripts/<script>` there, to its end. `env` replaces the environment but for the search path. */
export async function run(
  dir: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const child = start(dir, args, env);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

export function start(dir: string, args: readonly string[], env: Record<string, string> = {}) {
  const [script = '', ...rest] = args;
  const child = spawn(process.execPath, [join(dir, 'scripts', script), ...rest], {
    cwd: dir,
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
