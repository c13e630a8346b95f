import type { RegistryProblem } from './registry-text.ts';

/** A text by its version number: what was ever counted under it must stay what it says. */
const VERSIONS = 'versions';

/** Versions of templates that are shipped and that a profile's override words anew. Taking one away is no rewording. */
export function redefinedVersions(
  shipped: unknown,
  over: unknown,
  path: readonly string[] = [],
): RegistryProblem[] {
  if (!isMap(shipped) || !isMap(over)) return [];
  const holdsVersions = path.at(-1) === VERSIONS || path.at(-1) === 'frames';
  return Object.entries(over).flatMap(([key, value]) => {
    const at = [...path, key];
    if (!Object.hasOwn(shipped, key) || value === null) return [];
    if (!holdsVersions) return redefinedVersions(shipped[key], value, at);
    return [
      { path: at, text: `version ${key} is shipped and never changes; give your text a number of its own` },
    ];
  });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
