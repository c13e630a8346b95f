import { z } from 'zod';

/**
 * Where facts come from: `sample` is this project's invented book, `local` the team's own files,
 * `mock` a vendor's stand-in, `live` a vendor, `mixed` several of these.
 */
export const DataMode = z.enum(['sample', 'local', 'mock', 'live', 'mixed']);
export type DataMode = z.infer<typeof DataMode>;

export function combineModes(modes: readonly DataMode[]): DataMode {
  const [first, ...rest] = modes;
  if (first === undefined) return 'local';
  return rest.every((mode) => mode === first) ? first : 'mixed';
}
