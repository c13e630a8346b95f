import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** Where the build puts the sandbox: the browser's modules are only there, compiled. */
const BUILT = projectPath('dist', 'src', 'sandbox');

/** The folder of the page, and the one module that it shares with the rest of the sandbox. */
const PAGE = 'page/browser';
const SHARED = 'json.js';

/**
 * Every file of the page by its path, such as `/page/browser/main.js`; the page itself is `/`. Only these are
 * ever served, so that no path can lead elsewhere. Throws when the page was not built.
 */
export function loadAssets(folder = BUILT): ReadonlyMap<string, Asset> {
  const files = [SHARED, ...entriesOf(join(folder, PAGE)).map((entry) => posix.join(PAGE, entry))];
  const assets = new Map<string, Asset>();
  for (const file of files) {
    const type = TYPES[extname(file)];
    if (type && existsSync(join(folder, file)))
      assets.set(`/${file}`, { type, body: readFileSync(join(folder, file)) });
  }
  const index = assets.get(`/${PAGE}/index.html`);
  if (!index || !assets.has(`/${PAGE}/main.js`))
    throw new Error('The sandbox page is not built; run "npm run build".');
  return assets.set('/', index);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/'),
    );
  } catch {
    return [];
  }
}
