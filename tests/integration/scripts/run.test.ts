import { once } from 'node:events';
import { access, chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { borrowPackages, COMPILER, makeCheckout, run, start, write } from './checkout.ts';

const ECHO = `
const asked: string[] = process.argv.slice(2);
process.stdout.write(JSON.stringify({ asked, secret: process.env.FROM_DOTENV ?? null }));
process.exitCode = Number(asked.find((word) => /^[0-9]+$/.test(word)) ?? 0);
`;

const WAITING = `
process.on('SIGTERM', () => { process.stdout.write('told\\n'); process.exit(7); });
setInterval(() => undefined, 1_000);
process.stdout.write('waiting\\n');
`;

async function checkoutWith(files: Record<string, string>): Promise<string> {
  const dir = await makeCheckout({ 'src/cli/main.ts': ECHO, 'src/main.ts': WAITING, ...files });
  await borrowPackages(dir, COMPILER);
  return dir;
}

/** An npm that does what is asked of it and nothing else. */
async function fakeNpm(dir: string, script: string): Promise<Record<string, string>> {
  const path = join(dir, 'fake-npm.cjs');
  await writeFile(path, script);
  return { npm_execpath: path };
}

describe('node scripts/run.mjs', () => {
  it('builds, runs with all arguments, and keeps standard output for the program', async () => {
    const dir = await checkoutWith({});
    const ran = await run(dir, ['run.mjs', 'cugar', 'plan', 'show', '--json', 'a b']);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ asked: ['plan', 'show', '--json', 'a b'] });
    expect(ran.stderr).toBe('Building…\n');
  });

  it('puts the subcommand of the demo first, and gives the exit code back', async () => {
    const dir = await checkoutWith({});
    const ran = await run(dir, ['run.mjs', 'demo', '--yes', '42']);
    expect(JSON.parse(ran.stdout).asked).toEqual(['demo', '--yes', '42']);
    expect(ran.code).toBe(42);
  });

  it('reads .env where there is one', async () => {
    const dir = await checkoutWith({});
    expect(JSON.parse((await run(dir, ['run.mjs', 'cugar'])).stdout).secret).toBeNull();
    await write(dir, { '.env': 'FROM_DOTENV=read\n' });
    expect(JSON.parse((await run(dir, ['run.mjs', 'cugar'])).stdout).secret).toBe('read');
  });

  it('builds again only when a source has changed, and drops what is gone', async () => {
    const dir = await checkoutWith({ 'src/store/lua/one.lua': 'return 1', 'src/old.ts': 'export {};\n' });
    await run(dir, ['run.mjs', 'cugar']);
    expect(await readFile(join(dir, 'dist/src/store/lua/one.lua'), 'utf8')).toBe('return 1');
    const before = await stat(join(dir, 'dist/cli.js'));
    expect((await run(dir, ['run.mjs', 'cugar'])).stderr).toBe('');
    expect((await stat(join(dir, 'dist/cli.js'))).mtimeMs).toBe(before.mtimeMs);
    await write(dir, { 'src/store/lua/one.lua': 'return 2' });
    await rm(join(dir, 'src/old.ts'));
    expect((await run(dir, ['run.mjs', 'cugar'])).stderr).toBe('Building…\n');
    expect(await readFile(join(dir, 'dist/src/store/lua/one.lua'), 'utf8')).toBe('return 2');
    await expect(access(join(dir, 'dist/src/old.js'))).rejects.toThrow(/ENOENT/);
  });

  it('keeps the last good build and says what is wrong when the sources do not compile', async () => {
    const dir = await checkoutWith({});
    await run(dir, ['run.mjs', 'cugar']);
    await write(dir, { 'src/broken.ts': "export const size: number = 'large';\n" });
    const ran = await run(dir, ['run.mjs', 'cugar']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/do not compile:\n.*broken\.ts\(1,14\)/);
    expect(ran.stdout).toBe('');
    await access(join(dir, 'dist/cli.js'));
  });

  it('builds once when several start together', async () => {
    const dir = await checkoutWith({});
    const all = await Promise.all([1, 2, 3].map(() => run(dir, ['run.mjs', 'cugar', 'x'])));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(all.filter(({ stderr }) => stderr === 'Building…\n')).toHaveLength(1);
  });

  it('is not held up by the lock of a build that was killed', async () => {
    const dir = await checkoutWith({});
    await write(dir, { '.cache/run.lock': '4194304999' });
    expect((await run(dir, ['run.mjs', 'cugar'])).code).toBe(0);
  });

  it('hands signals on and waits for the end', async () => {
    const dir = await checkoutWith({});
    const child = start(dir, ['run.mjs', 'start']);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said === 'waiting\n') child.kill('SIGTERM');
    });
    const [code] = await once(child, 'close');
    expect(said).toBe('waiting\ntold\n');
    expect(code).toBe(7);
  });

  it('tells a program that was killed from one that ended', async () => {
    const dir = await checkoutWith({ 'src/main.ts': "process.kill(process.pid, 'SIGKILL');\n" });
    expect((await run(dir, ['run.mjs', 'start'])).code).toBe(137);
  });

  it('names its targets when asked for another one', async () => {
    const dir = await makeCheckout({});
    const ran = await run(dir, ['run.mjs', 'dance']);
    expect(ran).toMatchObject({
      code: 1,
      stderr: 'Run one of: demo, start, cugar, campaign, bench, test, validate.\n',
    });
  });
});

describe('installing', () => {
  const INSTALLS = `
const { mkdirSync, writeFileSync, appendFileSync } = require('node:fs');
mkdirSync('node_modules/typescript/bin', { recursive: true });
writeFileSync('node_modules/typescript/package.json', '{}');
writeFileSync('node_modules/typescript/bin/tsc', 'require("node:fs").cpSync("ready", process.argv[5], { recursive: true })');
mkdirSync('node_modules/rolldown', { recursive: true });
writeFileSync('node_modules/rolldown/package.json', '{"type":"module","exports":"./index.js"}');
writeFileSync('node_modules/rolldown/index.js', \`import { cpSync } from 'node:fs';
const write = (cli, dir) => (cpSync(cli, dir + '/cli.js'), { output: [] });
const written = ({ cli }) => ({ write: ({ dir }) => write(cli, dir), close() {} });
export const rolldown = ({ input }) => written(input);\`);
appendFileSync('asked.txt', process.argv.slice(2).join(' ') + '\\n');
process.stdout.write('chatter');
`;
  const READY = { 'ready/src/cli/main.js': "process.stdout.write('ran');\n" };

  it('happens once, in silence, and again when the lock file has changed', async () => {
    const dir = await makeCheckout(READY);
    const env = await fakeNpm(dir, INSTALLS);
    const first = await run(dir, ['run.mjs', 'cugar'], env);
    expect(first).toMatchObject({ code: 0, stdout: 'ran' });
    expect(first.stderr).toBe('Installing the dependencies, once…\nBuilding…\n');
    expect((await run(dir, ['run.mjs', 'cugar'], env)).stderr).toBe('');
    await writeFile(join(dir, 'package-lock.json'), '{"packages":{}}');
    expect((await run(dir, ['run.mjs', 'cugar'], env)).stderr).toBe('Installing the dependencies, once…\n');
    const asked = await readFile(join(dir, 'asked.txt'), 'utf8');
    expect(asked).toBe('ci --loglevel=error --include=dev\n'.repeat(2));
  });

  it('says what npm said when it fails', async () => {
    const dir = await makeCheckout(READY);
    const env = await fakeNpm(dir, "process.stderr.write('npm error no registry'); process.exit(1);");
    const ran = await run(dir, ['run.mjs', 'cugar'], env);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('npm ci failed:\nnpm error no registry\n');
  });

  it('is left out where a released program has its production packages only', async () => {
    const dir = await makeCheckout({
      'dist/.stamp': 'older',
      'dist/cli.js': "process.stdout.write('ran');\n",
      'node_modules/.package-lock.json': '{}',
    });
    await mkdir(join(dir, 'node_modules', 'zod'), { recursive: true });
    const env = await fakeNpm(dir, "process.stderr.write('npm was asked'); process.exit(1);");
    expect(await run(dir, ['run.mjs', 'cugar'], env)).toEqual({ code: 0, stdout: 'ran', stderr: '' });
  });

  it('uses the npm on the search path without one of its own', async () => {
    const dir = await makeCheckout(READY);
    await fakeNpm(dir, INSTALLS);
    await mkdir(join(dir, 'bin'));
    await symlink(process.execPath, join(dir, 'bin', 'node'));
    await writeFile(join(dir, 'bin', 'npm'), '#!/bin/sh\nexec node "$PWD/fake-npm.cjs" "$@"\n');
    await chmod(join(dir, 'bin', 'npm'), 0o755);
    const ran = await run(dir, ['run.mjs', 'cugar'], { PATH: `${join(dir, 'bin')}:/usr/bin:/bin` });
    expect(ran).toMatchObject({ code: 0, stdout: 'ran' });
  });
});
