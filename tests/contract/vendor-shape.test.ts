import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../src/adapters/vendor.ts';
import { adapterOf } from '../../src/adapters/vendors.ts';
import { PROJECT_ROOT, projectPath } from '../../src/config/paths.ts';
import { VENDORS } from '../../src/config/vendors/index.ts';

const ROOM = projectPath('src', 'adapters');
const OTHERS = ['http', 'hub', 'local', 'mock'];
const folders = readdirSync(ROOM, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !OTHERS.includes(entry.name))
  .map(({ name }) => name);
const read = (...path: string[]) => readFileSync(join(ROOM, ...path), 'utf8');
const importsOf = (source: string) => [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');

it('has a folder for each vendor, and for nothing else', () => {
  expect(folders.map((name) => name.replaceAll('-', '_')).sort()).toEqual([...VENDORS].sort());
});

describe.each(folders)('the adapter %s', (folder) => {
  const vendor = adapterOf(folder.replaceAll('-', '_') as (typeof VENDORS)[number]);
  const files = readdirSync(join(ROOM, folder));

  it('is made of the same parts as all others', () => {
    expect(files).toEqual(
      expect.arrayContaining(['client.ts', 'index.ts', 'map.ts', 'mock.ts', 'schema.ts']),
    );
    expect(vendor.name).toBe(folder.replaceAll('-', '_'));
    expect(Object.keys(CAPABILITIES)).toEqual(expect.arrayContaining([...vendor.capabilities]));
    expect(vendor.capabilities.length).toBeGreaterThan(0);
  });

  it('exports one vendor and keeps its payloads to itself', () => {
    const exported = [
      ...read(folder, 'index.ts').matchAll(/^export (?:const|function|type|interface) (\w+)/gm),
    ];
    expect(exported).toHaveLength(1);
    expect(read(folder, 'index.ts')).toContain('defineVendor({');
  });

  it('reaches the world by the one HTTP client only', () => {
    for (const file of files) {
      const source = read(folder, file);
      expect(source, file).not.toMatch(/\bfetch\(|process\.env|new Agent\(/);
      for (const from of importsOf(source))
        expect(from, file).not.toMatch(/^(node:(https?|net|tls|dns)|undici)$/);
    }
  });

  it('asks by client, checks by schema, judges by map', () => {
    const client = read(folder, 'client.ts');
    expect(importsOf(client)).toEqual(
      expect.arrayContaining(['./schema.ts', './map.ts', '../http/checked.ts']),
    );
    expect(importsOf(read(folder, 'map.ts')).filter((from) => /client|mock|http/.test(from))).toEqual([]);
    expect(importsOf(read(folder, 'schema.ts')).filter((from) => /client|mock|http|map/.test(from))).toEqual(
      [],
    );
  });

  it('knows no other vendor', () => {
    const neighbours = folders.filter((name) => name !== folder);
    for (const file of files)
      for (const from of importsOf(read(folder, file)))
        expect(
          neighbours.filter((name) => from.startsWith(`../${name}/`)),
          `${file} ${from}`,
        ).toEqual([]);
  });

  it('is proven by the contract suite, and its map by properties', () => {
    const suite = join(PROJECT_ROOT, 'tests', 'integration', 'adapters', 'vendors', `${folder}.test.ts`);
    expect(existsSync(suite), suite).toBe(true);
    expect(readFileSync(suite, 'utf8')).toContain('vendorContract(');
    const map = join(PROJECT_ROOT, 'tests', 'unit', 'adapters', folder, 'map.test.ts');
    expect(existsSync(map), map).toBe(true);
    expect(readFileSync(map, 'utf8')).toContain("from 'fast-check'");
  });
});
