import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAMS = { main: 'src/main.js', cli: 'src/cli/main.js' };
/** What is native, or may be missing, is loaded from its package. */
const EXTERNAL = ['@resvg/resvg-js', 'msgpackr-extract', 'bufferutil', 'utf-8-validate'];
const ASSETS = 'src/store/lua';

/**
 * Puts the programs of a compiled folder, with the packages they use, into a few files: `main.js`, `cli.js` and
 * `chunks/`. Opening a thousand and a half modules one by one took most of a start, and much of the memory.
 */
export async function bundle(dir) {
  const { rolldown } = await import('rolldown');
  const input = Object.fromEntries(
    Object.entries(PROGRAMS)
      .map(([name, file]) => [name, join(dir, file)])
      .filter(([, path]) => existsSync(path)),
  );
  const chunks = join(dir, 'chunks');
  rmSync(chunks, { recursive: true, force: true });
  const build = await rolldown({ input, platform: 'node', external: EXTERNAL });
  await build.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await build.close();
  if (existsSync(join(dir, ASSETS))) cpSync(join(dir, ASSETS), join(chunks, 'lua'), { recursive: true });
}
