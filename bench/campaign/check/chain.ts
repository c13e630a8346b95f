import { createHash } from 'node:crypto';
import type { Violation } from './evidence.ts';

/** Recomputes the chain: each hash covers the one before it and all of the entry. */
export function chainViolations(entries: readonly (readonly string[])[]): Violation[] {
  let before = '';
  for (const [index, flat] of entries.entries()) {
    const field = (name: string) => flat[flat.indexOf(name) + 1] ?? '';
    const covered = ['at', 'event', 'plan', 'step', 'actor', 'data'].map(field);
    const hash = createHash('sha1')
      .update([before, ...covered].join('\n'))
      .digest('hex');
    if (hash !== field('hash')) return [{ invariant: 'I6', text: `the chain breaks at entry ${index}` }];
    before = hash;
  }
  return [];
}
