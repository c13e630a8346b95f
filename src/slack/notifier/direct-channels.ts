import { LRUCache } from 'lru-cache';

/** The direct conversations that were opened before, by user id; they never change. */
export type DirectChannels = Pick<LRUCache<string, string>, 'get' | 'set'>;

export function createDirectChannels(): DirectChannels {
  return new LRUCache({ max: 10_000 });
}
