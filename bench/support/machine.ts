import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Machine } from './report.ts';

/** What the numbers depend on, as it is at the start of a run. */
export function describeMachine(redisVersion: string): Machine {
  const [one = 0, five = 0] = loadavg();
  const model = cpus()[0]?.model ?? 'unknown';
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' ').concat(' UTC'),
    processors: `${cpus().length} × ${model}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${release()}`,
    node: process.version,
    redis: `${redisVersion}, appendfsync always`,
    'load at the start': `${one.toFixed(2)} over one minute, ${five.toFixed(2)} over five`,
  };
}

/** Resident memory of a process, MB of a million bytes. */
export function residentMb(pid: number): number {
  const kib = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return (kib * 1_024) / 1_000_000;
}

const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, ms; NaN where the system does not tell. */
export function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}
