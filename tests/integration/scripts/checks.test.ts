import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { write } from './checkout.ts';

interface Outcome {
  readonly problems: readonly string[];
  readonly fact?: string;
}

async function check(name: string, files: Record<string, string>): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), 'cugar-checks-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await write(root, files);
  const module = await import(pathToFileURL(resolve('scripts/checks', `${name}.mjs`)).href);
  return module.check({ root, files: Object.keys(files) });
}

const LEFT = ['skip', 'only', 'todo', 'fails'];

describe('the checks of validate', () => {
  it('links: finds files and headings that are not there', async () => {
    const { problems } = await check('links', {
      'README.md': [
        '# Top',
        '[a](docs/a.md) [b](docs/a.md#two-words) [c](#top) [d](docs/a.md#by-hand) [web](https://example.com/x) [mail](mailto:a@b.c)',
        '[lost](docs/b.md) [heading](docs/a.md#three) ![picture](docs/p.png)',
        '[ref]: docs/gone.md',
        '```',
        '[code](nowhere.md)',
        '```',
        'and `[code](nowhere.md)` too',
      ].join('\n'),
      'docs/a.md': '# Two Words\n<a id="by-hand"></a>[up](../README.md#top)\n',
    });
    expect(problems).toEqual([
      'README.md: docs/b.md leads nowhere',
      'README.md: docs/a.md#three names no heading',
      'README.md: docs/p.png leads nowhere',
      'README.md: docs/gone.md leads nowhere',
    ]);
  });

  it('environment: refuses to read it outside src/config', async () => {
    const variable = ['process', 'env'].join('.');
    const { problems } = await check('environment', {
      'src/config/env.ts': `${variable}.PORT`,
      'scripts/run.mjs': `${variable}.PORT`,
      'tests/a.test.ts': `${variable}.PORT`,
      'src/tools/a.ts': `const a = 1;\nconst port = ${variable}.PORT;\n`,
      'blocks/b.ts': 'const { env } = process;\n',
      'jobs/c.ts': "import { env } from 'node:process';\n",
      'src/cli/d.ts': 'const environment = processes.environment;\n',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'src/tools/a.ts:2',
      'blocks/b.ts:1',
      'jobs/c.ts:1',
    ]);
  });

  it('file sizes: refuses more than 300 lines and tells the median', async () => {
    const outcome = await check('file-sizes', {
      'src/long.ts': 'x\n'.repeat(301),
      'src/long.css': 'x\n'.repeat(302),
      'src/fits.ts': 'x\n'.repeat(300),
      'tests/short.test.ts': 'x\n'.repeat(10),
      'docs/book.md': 'x\n'.repeat(900),
    });
    expect(outcome.problems).toEqual([
      'src/long.ts has 301 lines, more than 300',
      'src/long.css has 302 lines, more than 300',
    ]);
    expect(outcome.fact).toBe('median 301 of 4 files');
  });

  it('machine paths: refuses folders of one machine, and leaves addresses alone', async () => {
    const home = ['', 'home', 'somebody'].join('/');
    const { problems } = await check('machine-paths', {
      'docs/a.md': `fine: https://example.com/work/x and ./work/y\nnot: ${home}/x\n`,
    });
    expect(problems).toEqual([`docs/a.md:2 names ${home}`]);
  });

  it.each(LEFT)('focused tests: finds %s', async (word) => {
    const { problems } = await check('focused-tests', {
      'tests/a.test.ts': `it('is run', () => {});\nit.${word}('is not');\ndescribe.concurrent.${word}('x');\n`,
      'tests/b.test.ts': "it.runIf(true)('is run', () => {}); const todo = it.each([]);\n",
    });
    expect(problems).toEqual([
      `tests/a.test.ts:2 has it.${word}`,
      `tests/a.test.ts:3 has describe.concurrent.${word}`,
    ]);
  });

  it('change log: wants a place for what comes', async () => {
    expect((await check('changelog', { 'CHANGELOG.md': '# Changes\n\n## Unreleased\n' })).problems).toEqual(
      [],
    );
    expect((await check('changelog', { 'CHANGELOG.md': '# Changes\n\n## 1.0.0\n' })).problems).toHaveLength(
      1,
    );
    expect((await check('changelog', {})).problems).toHaveLength(1);
  });

  it('notices of others: wants every shipped package under its licence', async () => {
    const files = {
      'package.json': JSON.stringify({
        dependencies: { a: '1.0.0', b: '1.0.0' },
        devDependencies: { c: '1' },
      }),
      'package-lock.json': JSON.stringify({
        packages: { 'node_modules/a': { license: 'MIT' }, 'node_modules/b': { license: 'ISC' } },
      }),
      'THIRD-PARTY.md': '| package | licence |\n| --- | --- |\n| a | MIT |\n| b | MIT |\n',
    };
    const { problems } = await check('third-party', files);
    expect(problems).toEqual(['THIRD-PARTY.md has no row | b | ISC |']);
  });

  it('lock file: refuses download addresses and a lock that does not fit', async () => {
    const files = (entry: object, locked: object) => ({
      'package.json': JSON.stringify({ dependencies: { a: '1.0.0' } }),
      'package-lock.json': JSON.stringify({
        packages: { '': { dependencies: locked }, 'node_modules/a': entry },
      }),
    });
    expect((await check('lockfile', files({}, { a: '1.0.0' }))).problems).toEqual([]);
    const { problems } = await check(
      'lockfile',
      files({ resolved: 'https://example.com/a' }, { a: '2.0.0' }),
    );
    expect(problems).toEqual([
      'node_modules/a names where it was downloaded',
      'dependencies differ from package.json',
    ]);
  });
});

describe('the Node.js that is needed', () => {
  it.each([
    ['18.20.0', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['22.0.0', true],
    ['24.21.0', true],
  ])('%s will do: %s', async (version, isEnough) => {
    const { complainAboutNode } = await import(pathToFileURL(resolve('scripts/steps/check-node.mjs')).href);
    const complaint = complainAboutNode(version);
    if (isEnough) expect(complaint).toBeNull();
    else expect(complaint).toMatch(new RegExp(`20\\.19 or newer, and this is ${version}`));
  });
});
