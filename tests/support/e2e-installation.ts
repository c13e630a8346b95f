import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const COPIED = ['dist', 'package.json', 'registry.yaml', 'data'];

/** A copy of the built program in a folder of its own, with no data yet; `remove` takes it away. */
export async function installCopy(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'cugar-installed-'));
  for (const name of COPIED) await cp(resolve(name), join(root, name), { recursive: true });
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
