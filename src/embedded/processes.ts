import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** One process, told apart from a later one with the same number. */
export interface ProcessId {
  readonly pid: number;
  /** When it began, in the system's own words. */
  readonly began: string;
}

/** Who runs under that number; null when nobody does, or only unreaped remains. */
export function identify(pid: number): ProcessId | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  const began = existsSync('/proc/self/stat') ? beganByProc(pid) : beganByPs(pid);
  return began === null ? null : { pid, began };
}

export function isRunning({ pid, began }: ProcessId): boolean {
  return identify(pid)?.began === began;
}

/** The command line of a process as it shows itself; empty when there is none. */
export function commandLine(pid: number): string {
  const own = read(`/proc/${pid}/cmdline`);
  return (own ?? ps(pid, 'args=')).replaceAll('\0', ' ').trim();
}

/** Fields after the name: the state is the first, the start in clock ticks since boot the twentieth. */
function beganByProc(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

function beganByPs(pid: number): string | null {
  return ps(pid, 'stat=').startsWith('Z') ? null : ps(pid, 'lstart=') || null;
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
