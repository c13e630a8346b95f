import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DataProblem } from '../../../src/core/ports.ts';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENTS } from '../../../src/knowledge/load-documents.ts';
import { type OpenKnowledge, openKnowledge } from '../../../src/knowledge/open-knowledge.ts';
import { PLAYBOOK } from '../../support/tool-context.ts';

let bookDir: string;
let open: OpenKnowledge | null = null;
let problems: DataProblem[];

beforeEach(async () => {
  bookDir = await mkdtemp(join(tmpdir(), 'knowledge-'));
  problems = [];
});
afterEach(async () => {
  await open?.close();
  open = null;
  await rm(bookDir, { recursive: true });
});

const put = async (name: string, text: string) => {
  await mkdir(join(bookDir, 'knowledge'), { recursive: true });
  await writeFile(join(bookDir, 'knowledge', name), text);
};
const start = async () => {
  open = await openKnowledge({
    bookDir,
    clock: { now: () => new Date('2026-11-22T06:00:00Z') },
    mode: () => 'local',
    rules: PLAYBOOK.knowledge,
    onProblem: (problem) => problems.push(problem),
  });
  return open;
};
const soon = { timeout: 15_000 };

describe('the knowledge folder', () => {
  it('may be missing, and is read when it comes, changes and goes', async () => {
    const knowledge = await start();
    expect(knowledge.status()).toMatchObject({ documents: 0, problemCount: 0 });
    expect((await knowledge.search('anything', 5)).hits).toEqual([]);

    await put('a.md', 'Zeppelins are not supported.');
    await vi.waitFor(() => expect(knowledge.status().documents).toBe(1), soon);
    expect((await knowledge.search('zeppelin', 5)).hits).toHaveLength(1);

    await put('a.md', 'Balloons are supported.');
    await vi.waitFor(async () => expect((await knowledge.search('balloon', 5)).hits).toHaveLength(1), soon);
    expect((await knowledge.search('zeppelin', 5)).hits).toEqual([]);

    await rm(join(bookDir, 'knowledge'), { recursive: true });
    await vi.waitFor(() => expect(knowledge.status().documents).toBe(0), soon);
  });

  it('gives text files that are documents, also by link, and passes over all else', async () => {
    await put('a.md', 'One.');
    await put('b.TXT', 'Two.');
    await put('c.pdf', 'no');
    await put('.hidden.md', 'no');
    await mkdir(join(bookDir, 'knowledge', 'folder.md'));
    await writeFile(join(bookDir, 'elsewhere.md'), 'Three.');
    await symlink(join(bookDir, 'elsewhere.md'), join(bookDir, 'knowledge', 'd.md'));
    const knowledge = await start();
    expect(knowledge.documents().map(({ docId }) => docId)).toEqual(['a.md', 'b.TXT', 'd.md']);
    expect(problems).toEqual([]);
  });

  it('leaves out what is broken or huge, keeps the rest, and says so', async () => {
    await put('broken.md', '---\ntitle: [\n---\nText.');
    await put('good.md', '---\ntitle: Same\n---\nText.');
    await put('huge.md', 'x');
    await truncate(join(bookDir, 'knowledge', 'huge.md'), MAX_DOCUMENT_BYTES + 1);
    await put('twice.md', '---\ntitle: same\n---\nOther text.');
    const knowledge = await start();
    expect(knowledge.documents().map(({ docId }) => docId)).toEqual(['good.md', 'twice.md']);
    expect(knowledge.status().problemCount).toBe(problems.length);
    expect(problems.map(({ file, reason }) => `${file} ${reason}`)).toEqual([
      expect.stringMatching(/^knowledge\/broken\.md /),
      expect.stringMatching(/^knowledge\/huge\.md left out: larger than 400000 bytes/),
      'knowledge/twice.md has the same title as good.md; both are used',
    ]);
  });

  it('is bounded in number', async () => {
    await mkdir(join(bookDir, 'knowledge'));
    const names = Array.from({ length: MAX_DOCUMENTS + 3 }, (_, n) => `d${String(n).padStart(5, '0')}.md`);
    await Promise.all(names.map((name) => writeFile(join(bookDir, 'knowledge', name), 'Text.')));
    const knowledge = await start();
    expect(knowledge.status().documents).toBe(MAX_DOCUMENTS);
    const told = problems.filter(({ reason }) => reason.includes('more than 2000 documents'));
    expect(told.map(({ file }) => file)).toEqual(names.slice(-3).map((name) => `knowledge/${name}`));
  });
});
