import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const GOOD = "import { expect, it } from 'vitest';\nit('a', () => {});\nit('b', () => expect(1).toBe(1));\n";
const BAD = "import { expect, it } from 'vitest';\nit('c', () => expect(1).toBe(2));\nit('d', () => {});\n";
const BROKEN = "import './missing.ts';\n";
const HOOK =
  "import { beforeAll, describe, it } from 'vitest';\ndescribe('x', () => { beforeAll(() => { throw new Error('no'); }); it('e', () => {}); });\n";
const STRAY =
  "import { it } from 'vitest';\nit('f', () => { setImmediate(() => { throw new Error('late'); }); });\nit('g', () => new Promise((done) => { setTimeout(done, 100); }));\n";

/** Runs vitest on such files with our reporter only; gives its exit code and its last line. */
async function runOn(files: Record<string, string>): Promise<{ code: number; last: string | undefined }> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-closing-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await symlink(resolve('node_modules'), join(dir, 'node_modules'));
  const reporter = pathToFileURL(resolve('tests/support/closing-line.ts')).href;
  const config = [
    `import { createClosingLine } from ${JSON.stringify(reporter)};`,
    'const line = createClosingLine((text) => process.stdout.write(text));',
    "export default { test: { reporters: ['default', line] } };",
  ];
  const all = { ...files, 'vitest.config.ts': config.join('\n'), 'package.json': '{"type":"module"}' };
  for (const [name, text] of Object.entries(all)) await writeFile(join(dir, name), text);
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  return new Promise((done) => {
    execFile(process.execPath, [vitest, 'run'], { cwd: dir }, (error, stdout) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      done({ code, last: stdout.trimEnd().split('\n').at(-1) });
    });
  });
}

describe('the last line of a test run', () => {
  it('counts what passed and what failed', async () => {
    expect(await runOn({ 'a.test.ts': GOOD })).toEqual({ code: 0, last: '2 passed, 0 failed' });
    expect(await runOn({ 'a.test.ts': GOOD, 'b.test.ts': BAD })).toEqual({
      code: 1,
      last: '3 passed, 1 failed',
    });
  });

  it('counts a file that cannot be loaded, a hook that fails and an error outside of tests', async () => {
    expect(await runOn({ 'a.test.ts': GOOD, 'b.test.ts': BROKEN })).toEqual({
      code: 1,
      last: '2 passed, 1 failed',
    });
    expect(await runOn({ 'a.test.ts': HOOK })).toEqual({ code: 1, last: '0 passed, 1 failed' });
    expect(await runOn({ 'a.test.ts': STRAY })).toEqual({ code: 1, last: '2 passed, 1 failed' });
  });
});
