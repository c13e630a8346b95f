import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RedisAddress } from './resp.ts';

export const confPath = (dataDir: string) => join(dataDir, 'redis.conf');
export const pidPath = (dataDir: string) => join(dataDir, 'redis.pid');

function renderConf(dataDir: string, { port, password }: RedisAddress): string {
  const lines: [string, string][] = [
    ['bind', '127.0.0.1'],
    ['port', String(port)],
    ['requirepass', password],
    ['daemonize', 'no'],
    ['dir', dataDir],
    ['pidfile', pidPath(dataDir)],
    ['appendonly', 'yes'],
    ['appendfsync', 'always'],
    ['save', ''],
    ['maxmemory', '0'],
    ['maxmemory-policy', 'noeviction'],
  ];
  return lines.map(([key, value]) => `${key} ${quote(value)}\n`).join('');
}

function quote(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** Writes the configuration, readable by its owner alone: the password stands in it. */
export async function writeConf(dataDir: string, address: RedisAddress): Promise<void> {
  const path = confPath(dataDir);
  await writeFile(path, '', { mode: 0o600 });
  await chmod(path, 0o600);
  await writeFile(path, renderConf(dataDir, address));
}

/** Where the server last started in this folder listens; null when there was none. */
export async function readAddress(dataDir: string): Promise<RedisAddress | null> {
  const conf = await readFile(confPath(dataDir), 'utf8').catch(() => '');
  const port = /^port "(\d+)"$/m.exec(conf)?.[1];
  const password = /^requirepass "([0-9a-f]+)"$/m.exec(conf)?.[1];
  return port && password ? { port: Number(port), password } : null;
}
