import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLUMNS, ENTITIES, NUMERIC_COLUMNS } from '../../../../src/adapters/local/columns.ts';

const GUIDE = readFileSync(new URL('../../../../docs/book-of-business.md', import.meta.url), 'utf8');

describe.each(ENTITIES)('%s', (entity) => {
  it('has its file and every column in the guide', () => {
    expect(GUIDE).toContain(`| \`${entity}.csv\` |`);
    for (const column of COLUMNS[entity].all) expect(GUIDE).toContain(`\`${column}\``);
  });

  it('names its needed columns in the guide', () => {
    const needed = COLUMNS[entity].required.map((column) => `\`${column}\``).join(' ');
    expect(GUIDE).toContain(`| \`${entity}.csv\` | ${needed} |`);
  });

  it('needs only columns that it has', () => {
    const all: readonly string[] = COLUMNS[entity].all;
    expect(COLUMNS[entity].required.filter((column) => !all.includes(column))).toEqual([]);
  });
});

it('multiplies only columns that exist', () => {
  const all = new Set<string>(ENTITIES.flatMap((entity) => [...COLUMNS[entity].all]));
  expect([...NUMERIC_COLUMNS].filter((column) => !all.has(column))).toEqual([]);
});
