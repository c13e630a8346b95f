import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryClosure } from './apt-closure.ts';
import { findCommand, runCommand } from './run-command.ts';

const SERVER = 'usr/bin/redis-server';
const DOWNLOAD_TIMEOUT_MS = 180_000;

interface Tools {
  readonly aptGet: string;
  readonly aptCache: string;
  readonly dpkgDeb: string;
  readonly dpkgQuery: string;
}

/** An unpacked tree: the server in it, and where its libraries are. */
export interface UnpackedRedis {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The package tools of Debian and its descendants on a search path; null on any other system. */
export async function findAptTools(path: string | undefined): Promise<Tools | null> {
  const names = ['apt-get', 'apt-cache', 'dpkg-deb', 'dpkg-query'];
  const [aptGet, aptCache, dpkgDeb, dpkgQuery] = await Promise.all(
    names.map((name) => findCommand(name, path)),
  );
  return aptGet && aptCache && dpkgDeb && dpkgQuery ? { aptGet, aptCache, dpkgDeb, dpkgQuery } : null;
}

/** How to run what an earlier start unpacked into `tree`. */
export async function describeUnpacked(tree: string): Promise<UnpackedRedis> {
  const parents = [join(tree, 'usr/lib'), join(tree, 'lib')];
  const folders = await Promise.all(parents.map(foldersIn));
  return { path: join(tree, SERVER), env: { LD_LIBRARY_PATH: [...folders.flat(), ...parents].join(':') } };
}

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(parent, entry.name));
}

/**
 * Fetches Redis and those of its libraries that the system lacks with the system's own package tools,
 * without root and without touching the system, and puts the tree at `tree` in one move. Rejects with the
 * tools' words when that fails.
 */
export async function unpackRedis(tools: Tools, holder: string, tree: string): Promise<UnpackedRedis> {
  const work = await mkdtemp(join(holder, '.unpack-'));
  try {
    await download(tools, work).catch(() => download(tools, work, join(work, 'lists')));
    await mkdir(join(work, 'tree'));
    const packages = (await readdir(work)).filter((name) => name.endsWith('.deb'));
    for (const name of packages) {
      await runCommand(tools.dpkgDeb, ['-x', join(work, name), join(work, 'tree')], { timeoutMs: 60_000 });
    }
    await rm(tree, { recursive: true, force: true });
    await rename(join(work, 'tree'), tree);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return describeUnpacked(tree);
}

/** Fetches the packages into `work`, by the system's package lists, or by lists of our own in `lists`. */
async function download(tools: Tools, work: string, lists?: string): Promise<void> {
  await mkdir(join(work, 'cache', 'archives', 'partial'), { recursive: true });
  if (lists !== undefined) await mkdir(join(lists, 'partial'), { recursive: true });
  const settings = {
    'Dir::Cache': join(work, 'cache'),
    ...(lists === undefined ? {} : { 'Dir::State::Lists': lists }),
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '1',
    'Acquire::http::Timeout': '15',
    'Acquire::https::Timeout': '15',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const run = (tool: string, ...args: string[]) =>
    runCommand(tool, [...args, ...options], { cwd: work, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  if (lists !== undefined) await run(tools.aptGet, 'update', '-q');
  const packages = await libraryClosure(['redis-server', 'redis-tools'], (names) =>
    run(tools.aptCache, 'show', '--no-all-versions', ...names).catch((error: unknown) => {
      if (names.includes('redis-server')) throw error;
      return '';
    }),
  );
  const missing = await notInstalled(tools, packages);
  await run(tools.aptGet, 'download', '-q', ...missing);
}

/** Redis itself is always wanted: the system may have it installed where the search path does not lead. */
async function notInstalled(tools: Tools, packages: readonly string[]): Promise<string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the fields are dpkg-query's own placeholders
  const format = ['-W', '-f', '${Package} ${db:Status-Status}\n'];
  const known = await runCommand(tools.dpkgQuery, format, { timeoutMs: 30_000 });
  const installed = new Set(
    known
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => name.startsWith('redis') || !installed.has(name));
}
