import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const LEVELS = {
  'src/core': 0,
  'src/config': 1,
  'src/tools': 2,
  'src/adapters': 2,
  'src/knowledge': 2,
  'src/store': 2,
  'src/telemetry': 2,
  'src/learning': 2,
  blocks: 2,
  'src/engine': 3,
  'src/digest': 3,
  'src/planner': 3,
  'src/slack': 4,
  jobs: 4,
  'src/sandbox': 4,
  'src/embedded': 4,
  'src/composition': 5,
  'src/cli': 6,
} as const;

const ROOMS = Object.entries(LEVELS).map(([path, level]) => ({ path, level }));

/** Rooms that may import a package; `main.ts` may import them all. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  '@slack/bolt': ['src/slack', 'src/sandbox', 'src/composition'],
  '@slack/web-api': ['src/slack', 'src/sandbox', 'src/composition'],
  '@slack/types': ['src/slack', 'src/sandbox', 'src/composition', 'blocks'],
  bullmq: ['jobs', 'src/store', 'src/composition'],
  ioredis: ['jobs', 'src/store', 'src/composition'],
  openai: ['src/planner', 'src/adapters', 'src/composition'],
};

interface Planted {
  readonly file: string;
  readonly text: string;
  readonly refused: boolean;
}

const planted: Planted[] = [];
let reported = new Set<string>();
let dir = '';

function plant(file: string, text: string, refused: boolean): void {
  planted.push({ file, text, refused });
}

const importOf = (specifier: string) => `import { it } from '${specifier}';\nexport const found = it;\n`;

for (const from of ROOMS) {
  for (const to of ROOMS.filter((room) => room !== from)) {
    const file = `${from.path}/to-${to.path.replace('/', '-')}.ts`;
    const target = `${to.path}/thing.ts`;
    const deep = file.replace('/to-', '/folder/to-');
    plant(file, importOf(posix.relative(dirname(file), target)), to.level >= from.level);
    plant(deep, importOf(posix.relative(dirname(deep), target)), to.level >= from.level);
  }
  for (const [name, owners] of Object.entries(OWNERS)) {
    const file = `${from.path}/package-${name.replace('/', '-')}.ts`;
    plant(file, importOf(name), !owners.includes(from.path));
  }
  plant(`${from.path}/own.ts`, importOf('./thing.ts'), false);
  // core/ is flat: whatever climbs there leaves it.
  plant(`${from.path}/folder/own.ts`, importOf('../thing.ts'), from.level === 0);
}
plant(
  'src/engine/type-only.ts',
  "import type { It } from '../slack/thing.ts';\nexport type Found = It;\n",
  true,
);
plant('src/engine/passed-on.ts', "export { it } from '../planner/thing.ts';\n", true);
plant('src/engine/late.ts', "export const found = await import('../slack/thing.ts');\n", true);
plant('src/tools/index.ts', importOf('./knowledge/thing.ts'), false);
plant('src/tools/engagement/sibling.ts', importOf('../knowledge/thing.ts'), false);
plant('src/slack/up.ts', importOf('../main.ts'), true);
plant('src/core/files.ts', importOf('node:fs'), true);
plant('src/core/hash.ts', importOf('node:crypto'), false);
plant('src/core/schema.ts', importOf('zod'), false);
plant(
  'src/main.ts',
  importOf('bullmq') + importOf('./slack/thing.ts').replaceAll(/\b(it|found)\b/g, '$1b'),
  false,
);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cugar-layers-'));
  const { vcs: _none, ...config } = JSON.parse(await readFile('biome.json', 'utf8'));
  await writeFile(join(dir, 'biome.json'), JSON.stringify(config));
  await symlink(resolve('node_modules'), join(dir, 'node_modules'));
  for (const { file, text } of planted) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  reported = await refusedByBiome();
});

afterAll(() => rm(dir, { recursive: true, force: true }));

function refusedByBiome(): Promise<Set<string>> {
  const biome = resolve('node_modules/@biomejs/biome/bin/biome');
  const args = [
    biome,
    'lint',
    '--only=style/noRestrictedImports',
    '--reporter=json',
    '--max-diagnostics=none',
    '.',
  ];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: dir, maxBuffer: 64 * 1024 * 1024 }, (_code, stdout) => {
      try {
        const { diagnostics } = JSON.parse(stdout) as {
          diagnostics: { category: string; location: { path: unknown } }[];
        };
        const hits = diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports');
        done(new Set(hits.map(({ location }) => pathOf(location.path))));
      } catch (error) {
        fail(error);
      }
    });
  });
}

const pathOf = (path: unknown) => String(typeof path === 'string' ? path : Object(path).file);

describe('imports point down', () => {
  it('refuses every import of a room above or beside', () => {
    const missed = planted.filter(({ file, refused }) => refused && !reported.has(file));
    expect(missed.map(({ file }) => file)).toEqual([]);
  });

  it('allows every import of a room below, and inside a room', () => {
    const wrong = planted.filter(({ file, refused }) => !refused && reported.has(file));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('knows every room that there is', async () => {
    const folders = await readdir('src', { withFileTypes: true });
    const rooms = folders.filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}`);
    expect(rooms.filter((path) => !Object.hasOwn(LEVELS, path))).toEqual([]);
  });

  it('was asked about imports in both directions', () => {
    const refused = planted.filter((one) => one.refused).length;
    expect(refused).toBeGreaterThan(200);
    expect(planted.length - refused).toBeGreaterThan(150);
  });
});
