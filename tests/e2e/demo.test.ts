import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { PageSettings } from '../../src/sandbox/page/protocol.ts';
import { installCopy } from '../support/e2e-installation.ts';
import { type Program, startProgram, until } from '../support/e2e-program.ts';

let installed: Awaited<ReturnType<typeof installCopy>>;
beforeEach(async () => {
  installed = await installCopy();
});
afterEach(() => installed.remove());

function start(file: string, ...args: string[]): Program {
  const { path, env } = inject('redisBinary');
  const PATH = `${dirname(path)}:${process.env.PATH}`;
  return startProgram(file, { args, root: installed.root, env: { ...env, PATH } });
}
const demo = (...args: string[]) => start('cli.js', 'demo', ...args);
const cugar = (...args: string[]) => start('cli.js', ...args);

/** The `redis-server` of this installation, if it runs. */
function serverPid(): number | undefined {
  const path = join(installed.root, '.data', 'redis', 'redis.pid');
  const pid = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  return pid > 0 && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the demo without a terminal', () => {
  it('shows a plan, its approval and what came of it, and leaves nothing behind', async () => {
    const program = demo('--yes');
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.stderr()).toBe('');
    const said = program.stdout();
    const steps = [
      'Account fit',
      'Buying signals',
      'Qualification',
      'Deal risk',
      'Message draft',
      'Recommendation',
    ];
    for (const step of steps) expect(said).toMatch(new RegExp(`✓ ${step} · Done`));
    expect(said).toMatch(/\[ Approve \] {2}\[ Deny \] {2}\[ Edit \]/);
    expect(said).toMatch(/clicked \[ Approve \][\s\S]*✓ Approved by @Sam Seller/);
    expect(said).toMatch(/✓ Completed, 6 of 6 steps done/);
    expect(said).toMatch(/Budget used: \d.* of 10 units/);
    expect(said).toMatch(/Sample data/);
    expect(serverPid()).toBeUndefined();

    const log = readFileSync(join(installed.root, '.data', 'demo.log'), 'utf8')
      .trim()
      .split('\n');
    const levels = log.map((line): unknown => JSON.parse(line).level);
    expect(levels.filter((level) => level !== 'info')).toEqual([]);
  });

  it('runs again in the same folder, also with hostile data', async () => {
    expect((await demo().ended).code).toBe(0);
    const again = demo('--account', 'zephyr');
    expect((await again.ended).code).toBe(0);
    expect(again.stdout()).toContain('Zephyr & Sons');
    expect(again.stdout()).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
  });

  it('has a page that completes the commands, and the accounts of the book', async () => {
    const program = demo('--yes');
    const url = await until('the address', () => /local Slack: (http\S+)/.exec(program.stdout())?.[1]);
    const settings = (await (await fetch(`${url}/settings`)).json()) as PageSettings;
    expect(settings.commands.map(({ usage }) => usage)).toContain('qualify <account>');
    expect(settings.accountNames).toContain('Acme Robotics');
    expect((await program.ended).code).toBe(0);
  });

  it('fails when there is no plan to show', async () => {
    const program = demo('--account', 'Nobody At All');
    expect((await program.ended).code).toBe(1);
    expect(serverPid()).toBeUndefined();
  });

  it('shares its Redis with another program of the same folder', async () => {
    const programs = [demo('--yes'), cugar('run', 'qualify', 'Acme', '--approve')];
    const codes = await Promise.all(programs.map(async ({ ended }) => (await ended).code));
    expect(codes).toEqual([0, 0]);
    expect(serverPid()).toBeUndefined();
    const audit = cugar('audit', 'verify');
    expect((await audit.ended).code).toBe(0);
    expect(audit.stdout().match(/intact/g)?.length).toBe(2);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s with no process left', async (signal) => {
    const program = demo('--yes');
    const pid = await until('a running Redis', serverPid);
    await until('the first words', () => program.stdout().includes('Cugar is running'));
    expect((await program.end(signal)).code).toBe(0);
    await until('the end of Redis', () => !isAlive(pid));
  });
});
