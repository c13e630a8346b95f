import { z } from 'zod';

/**
 * Where facts come from: `sample` is this project's invented book, `local` the team's own files,
 * `mock` a vendor's stand-in, `live` a vendor, `mixed` several of these.
 */
export const DataMode = z.enum(['sample', 'local', 'mock', 'live', 'mixed']);
export type DataMode = z.infer<typeof DataMode>;

/** One word for several: invented beside invented is `mock`, real beside real is `live`, anything else `mixed`. */
export function combineModes(modes: readonly DataMode[]): DataMode {
  const [first, ...rest] = modes;
  if (first === undefined) return 'local';
  if (rest.every((mode) => mode === first)) return first;
  if (modes.every((mode) => mode === 'sample' || mode === 'mock')) return 'mock';
  return modes.every((mode) => mode === 'local' || mode === 'live') ? 'live' : 'mixed';
}
