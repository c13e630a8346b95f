import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Member, startMember } from '../../../bench/campaign/member.ts';

/** Says that it is ready only where it was told to; goes on until it is killed, or ends by itself. */
const PROGRAM = `
if (process.env.SAYS === 'ready') console.log('"msg":"ready"');
if (process.env.SAYS === 'no') process.exit(3);
setInterval(() => undefined, 1_000);
`;

let dir: string;
let member: Member | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cugar-member-'));
  writeFileSync(join(dir, 'main.js'), PROGRAM);
});
afterEach(async () => {
  await member?.end();
  rmSync(dir, { recursive: true, force: true });
});

/** A member whose n-th process does what the n-th word says; the last word holds for all later ones. */
function start(...says: readonly string[]): Member {
  const env = (starts: number) => ({ SAYS: says[Math.min(starts, says.length - 1)] ?? '' });
  member = startMember({ name: 'one', build: dir, logDir: dir, skewMs: 0, env });
  return member;
}

it('is started again when it is killed, and is waited for anew', async () => {
  const one = start('ready');
  await one.ready();
  one.kill('SIGKILL');
  await one.ready();
  expect(one).toMatchObject({ starts: 2, ownEnds: 0 });
});

it('is waited for through a process that is killed before it is ready', async () => {
  const one = start('ready', 'silent', 'ready');
  await one.ready();
  one.kill('SIGKILL');
  const ready = one.ready();
  await expect.poll(() => one.starts).toBe(2);
  one.kill('SIGKILL');
  await ready;
  expect(one).toMatchObject({ starts: 3, ownEnds: 0 });
});

it('is waited for through a process that ends by itself, which is counted', async () => {
  const one = start('no', 'no', 'ready');
  await one.ready();
  expect(one).toMatchObject({ starts: 3, ownEnds: 2 });
});
