import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { projectPath } from '../../config/paths.ts';

/** One file of the page, ready to be sent. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where the build puts the page: the browser's modules are only there, compiled. */
const BUILT = projectPath('dist', 'src', 'sandbox', 'page', 'browser');

/**
 * Every file of the page by its path, such as `/main.js`. Only these are ever served, so that no path can
 * lead elsewhere. Throws when the page was not built.
 */
export function loadAssets(folder = BUILT): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of entriesOf(folder)) {
    const type = TYPES[extname(entry)];
    if (type) assets.set(posix.join('/', entry), { type, body: readFileSync(join(folder, entry)) });
  }
  if (!assets.has('/main.js') || !assets.has('/index.html'))
    throw new Error('The sandbox page is not built; run "npm run build".');
  return assets;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  } catch {
    return [];
  }
}
