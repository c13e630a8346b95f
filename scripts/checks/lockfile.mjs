import { textOf } from './tracked-files.mjs';

export const title = 'package-lock.json';

/** The lock file fits package.json and names no registry, so that it installs everywhere. */
export function check({ root }) {
  const lock = JSON.parse(textOf(root, 'package-lock.json'));
  const wanted = JSON.parse(textOf(root, 'package.json'));
  const packages = Object.entries(lock.packages);
  const hosts = packages.filter(([, entry]) => entry.resolved !== undefined);
  const problems = hosts.map(([name]) => `${name} names where it was downloaded`);
  for (const group of ['dependencies', 'devDependencies']) {
    const locked = lock.packages['']?.[group] ?? {};
    if (JSON.stringify(locked) !== JSON.stringify(wanted[group] ?? {}))
      problems.push(`${group} differ from package.json`);
  }
  return { problems, fact: `${packages.length - 1} packages` };
}
