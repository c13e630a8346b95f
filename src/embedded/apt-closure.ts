/** What runs and what it is linked with; the C library itself always comes from the system. */
const WANTED = /^(lib|lua-|redis-)/;
const FROM_THE_SYSTEM = /^libc6$/;

export interface PackageStanza {
  readonly name: string;
  /** One entry per requirement: the names of which any one will do. */
  readonly requires: readonly (readonly string[])[];
}

/** Reads the records that `apt-cache show` prints. */
export function parseStanzas(text: string): PackageStanza[] {
  return text.split(/\n\s*\n/).flatMap((block) => {
    const field = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(block)?.[1] ?? '';
    const name = field('Package');
    if (name === '') return [];
    const requirements = [field('Pre-Depends'), field('Depends')].join(',').split(',');
    const requires = requirements.map(alternatives).filter((names) => names.length > 0);
    return [{ name, requires }];
  });
}

function alternatives(requirement: string): string[] {
  return requirement
    .split('|')
    .map((one) => one.trim().replace(/[ :(].*$/, ''))
    .filter(Boolean);
}

/**
 * Names of the packages that hold a program and its libraries, found level by level. `show` gives the
 * records of packages; one that has none (a virtual package) needs nothing further.
 */
export async function libraryClosure(
  roots: readonly string[],
  show: (names: readonly string[]) => Promise<string>,
): Promise<string[]> {
  const found = new Set<string>();
  let level: readonly string[] = roots;
  while (level.length > 0) {
    const stanzas = parseStanzas(await show(level));
    for (const { name } of stanzas) found.add(name);
    const next = stanzas.flatMap(({ requires }) => requires.flatMap((names) => names.slice(0, 1)));
    const asked = new Set([...found, ...level]);
    level = [...new Set(next)].filter(
      (name) => WANTED.test(name) && !FROM_THE_SYSTEM.test(name) && !asked.has(name),
    );
  }
  return [...found].sort();
}
