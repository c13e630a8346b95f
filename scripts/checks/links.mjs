import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { textOf } from './tracked-files.mjs';

export const title = 'links in the documents';

/** Every relative link of every Markdown file leads to a file, and to a heading of it where it names one. */
export function check({ root, files }) {
  const documents = files.filter((path) => path.endsWith('.md'));
  const problems = documents.flatMap((document) =>
    linksIn(textOf(root, document))
      .map((link) => complain(root, document, link))
      .filter(Boolean),
  );
  return { problems, fact: `${documents.length} documents` };
}

function linksIn(text) {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const defined = [...prose.matchAll(/^\s*\[[^\]]+\]:\s*(\S+)/gm)];
  const html = [...prose.matchAll(/\b(?:src|href)="([^"]+)"/g)];
  return [...inline, ...defined, ...html].map(([, link]) => link);
}

const withoutCode = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');

function complain(root, document, link) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return null;
  const [path, heading] = decodeURIComponent(link).split('#');
  const target = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(root, target))) return `${document}: ${link} leads nowhere`;
  if (!heading || !target.endsWith('.md')) return null;
  return anchorsOf(textOf(root, target)).has(heading) ? null : `${document}: ${link} names no heading`;
}

/** Headings as GitHub names them, equal ones with a number; and anchors set by hand. */
function anchorsOf(text) {
  const found = new Map([...text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)].map(([, id]) => [id, 1]));
  for (const [, words] of text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = words.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const seen = found.get(slug) ?? 0;
    found.set(slug, seen + 1);
    if (seen > 0) found.set(`${slug}-${seen}`, 1);
  }
  return new Set(found.keys());
}
