import { stat } from 'node:fs/promises';
import { type Line, ok, warning } from './check.ts';

const OTHERS = 0o077;

/** Whether the file that holds the secrets is its owner's alone; no line where there is none. */
export async function checkEnvFile(path: string): Promise<Line[]> {
  const found = await stat(path).catch(() => null);
  // Windows has no such rights.
  if (!found || process.platform === 'win32') return [];
  if ((found.mode & OTHERS) === 0) return [ok('.env', 'only its owner may read it')];
  return [
    warning('.env', 'others on this machine may read it or write to it', 'Take that away: `chmod 600 .env`.'),
  ];
}
