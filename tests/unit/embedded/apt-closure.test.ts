import { describe, expect, it } from 'vitest';
import { libraryClosure, parseStanzas } from '../../../src/embedded/apt-closure.ts';

const RECORDS = {
  'redis-server':
    'Package: redis-server\nVersion: 5:7.0.15\nDepends: lsb-base (>= 3.2), redis-tools (= 5:7.0.15)\n',
  'redis-tools':
    'Package: redis-tools\nPre-Depends: libssl3:any (>= 3.0)\nDepends: adduser, libc6 (>= 2.34), lua-cjson | libother, libvirtual\nDescription: client\n more: lines\n',
  libssl3: 'Package: libssl3\nDepends: libc6 (>= 2.34), redis-tools\n',
  'lua-cjson': 'Package: lua-cjson\nDepends: libdeep5 (>= 1) | liblater\n',
  libdeep5: 'Package: libdeep5\n',
  adduser: 'Package: adduser\nDepends: libpam\n',
  libc6: 'Package: libc6\n',
} as const;

const show = async (names: readonly string[]) =>
  names.map((name) => (name in RECORDS ? RECORDS[name as keyof typeof RECORDS] : '')).join('\n');

describe('the packages that hold Redis', () => {
  it('reads names and alternatives, without versions and architectures', () => {
    expect(parseStanzas(`${RECORDS['redis-tools']}\n${RECORDS.libdeep5}`)).toEqual([
      {
        name: 'redis-tools',
        requires: [['libssl3'], ['adduser'], ['libc6'], ['lua-cjson', 'libother'], ['libvirtual']],
      },
      { name: 'libdeep5', requires: [] },
    ]);
  });

  it('follows libraries only, to the end, without the C library and what is virtual', async () => {
    const names = await libraryClosure(['redis-server'], show);
    expect(names).toEqual(['libdeep5', 'libssl3', 'lua-cjson', 'redis-server', 'redis-tools']);
  });

  it('asks for nothing twice', async () => {
    const asked: string[] = [];
    await libraryClosure(['redis-server', 'redis-tools'], (names) => {
      asked.push(...names);
      return show(names);
    });
    expect(asked).toEqual([...new Set(asked)]);
  });

  it('passes the error on when the records cannot be read', async () => {
    const broken = () => Promise.reject(new Error('no lists'));
    await expect(libraryClosure(['redis-server'], broken)).rejects.toThrow('no lists');
  });
});
