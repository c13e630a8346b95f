import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRegistryText } from '../../../src/config/registry-text.ts';

const playbook = resolve('data', 'playbook');
const shipped = [resolve('registry.yaml'), ...readdirSync(playbook).map((name) => resolve(playbook, name))];
const known: Record<string, unknown> = JSON.parse(readFileSync('dist/chunks/parsed.json', 'utf8'));

describe('the YAML that the build has parsed', () => {
  it.each(shipped)('%s says the same', (path) => {
    const text = readFileSync(path, 'utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    expect(known[hash]).toEqual(parseRegistryText(text).value);
    expect(known[hash]).toBeTypeOf('object');
  });

  it('is that and nothing else', () => {
    expect(Object.keys(known)).toHaveLength(shipped.length);
  });
});
