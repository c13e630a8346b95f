import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';
import { ulid } from 'ulid';

/** Random numbers of many ids, drawn together: one by one they cost more than the rest of an id. */
const drawn = randomBytes(1_024);
let used = 0;

function random(): number {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const byte = drawn[used] ?? 0;
  used += 1;
  return byte / 256;
}

export const ids = {
  /** Nobody can guess it: a button names its plan by it. */
  planId: () => ulid(undefined, random),
  traceId: () => randomUUID().replaceAll('-', ''),
};
