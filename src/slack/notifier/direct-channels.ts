import { LRUCache } from 'lru-cache';

/** The direct conversations that were opened before, by user id; forgotten when one takes no message. */
export type DirectChannels = Pick<LRUCache<string, string>, 'get' | 'set' | 'delete'>;

export function createDirectChannels(): DirectChannels {
  return new LRUCache({ max: 10_000 });
}
