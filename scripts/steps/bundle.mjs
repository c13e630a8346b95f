import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './root.mjs';

const PROGRAMS = { main: 'src/main.js', cli: 'src/cli/main.js' };
/** What is native, or may be missing, is loaded from its package. */
const EXTERNAL = ['@resvg/resvg-js', 'msgpackr-extract', 'bufferutil', 'utf-8-validate'];
const ASSETS = 'src/store/lua';
const PARSER = 'src/config/registry-text.js';
const PLAYBOOK = 'data/playbook';

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
  const { output } = await build.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await build.close();
  for (const { fileName, code } of output)
    if (code !== undefined) writeFileSync(join(dir, fileName), oneByte(code));
  mkdirSync(chunks, { recursive: true });
  if (existsSync(join(dir, ASSETS))) cpSync(join(dir, ASSETS), join(chunks, 'lua'), { recursive: true });
  if (existsSync(join(dir, PARSER))) await parseShipped(dir, chunks);
}

/**
 * A program with every letter beyond Latin-1 as an escape: V8 keeps the text of a program that it runs, in two bytes for each
 * letter as soon as one of them needs two, and a few dots and dashes made it twice as large.
 */
function oneByte(text) {
  const raw = /String\.raw`[^`]*[^\0-\xff][^`]*`/.exec(text);
  if (raw) throw new Error(`An escape would change what this says: ${raw[0].slice(0, 80)}`);
  return text.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What the shipped YAML files say, by the hash of their text; see `src/config/parsed-at-build.ts`. */
async function parseShipped(dir, chunks) {
  const { parseRegistryText } = await import(pathToFileURL(join(dir, PARSER)));
  const playbook = readdirSync(inRoot(PLAYBOOK)).map((name) => inRoot(PLAYBOOK, name));
  const parsed = [inRoot('registry.yaml'), ...playbook].map((path) => {
    const text = readFileSync(path, 'utf8');
    return [createHash('sha256').update(text).digest('hex'), parseRegistryText(text).value];
  });
  writeFileSync(join(chunks, 'parsed.json'), JSON.stringify(Object.fromEntries(parsed)));
}
