import { LRUCache } from 'lru-cache';
import { unpack } from './pack.ts';

/** About the packed values of a hundred plans. */
const KEPT = 1_000;

const unpacked = new LRUCache<string, { readonly value: unknown }>({ max: KEPT });

/** The same as `unpack`; equal bytes give one frozen value, for a plan is read again at each of its moves. */
export function unpackOnce(packed: Buffer): unknown {
  const key = packed.toString('latin1');
  const known = unpacked.get(key);
  if (known) return known.value;
  const value = deeplyFrozen(unpack(packed));
  unpacked.set(key, { value });
  return value;
}

/** Freezes a JSON value with all that is in it. */
export function deeplyFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deeplyFrozen(inner);
  return Object.freeze(value);
}
