import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const Answer = z.strictObject({ version: z.string(), plansPerSecond: z.number() });
export type PeerRate = z.output<typeof Answer>;

const SOURCE = resolve('bench', 'peers');
/** Apart from the sources, whose folders are built and packed. */
const FOLDER = resolve('.cache', 'bench-peers');
const run = promisify(execFile);

/** Installs the other engines as their lockfile says; one of them is compiled where no binary of it can be had. */
export async function installPeers(): Promise<void> {
  await cp(SOURCE, FOLDER, { recursive: true });
  await run('npm', ['ci'], { cwd: FOLDER });
}

/**
 * Whole plans a second of LangGraph.js in a process of its own; null where it is not installed.
 * `flush`: every write is on the disk before it counts; else as its SQLite comes.
 */
export async function langGraph(writes: 'flush' | 'as it comes'): Promise<PeerRate | null> {
  if (!existsSync(resolve(FOLDER, 'node_modules', 'better-sqlite3'))) return null;
  await cp(resolve(SOURCE, 'langgraph.mjs'), resolve(FOLDER, 'langgraph.mjs'));
  const { stdout } = await run(process.execPath, ['langgraph.mjs', writes], { cwd: FOLDER });
  return Answer.parse(JSON.parse(stdout));
}
