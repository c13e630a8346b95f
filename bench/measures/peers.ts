import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const Answer = z.strictObject({ version: z.string(), plansPerSecond: z.number() });
export type PeerRate = z.output<typeof Answer>;

const FOLDER = resolve('bench', 'peers');

/** Whole plans a second of LangGraph.js in a process of its own; null where it is not installed. */
export async function langGraph(): Promise<PeerRate | null> {
  if (!existsSync(resolve(FOLDER, 'node_modules'))) return null;
  const { stdout } = await promisify(execFile)(process.execPath, ['langgraph.mjs'], { cwd: FOLDER });
  return Answer.parse(JSON.parse(stdout));
}
