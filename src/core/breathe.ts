/** Called often by work that takes long: lets others run whenever it has gone on for a while. */
export type Breathe = () => Promise<void>;

/** Longest that others wait for their turn, milliseconds. */
const LONGEST_MS = 15;
/** Items after which it is worth a look at the clock. */
const BETWEEN = 100;

export function createBreather(): Breathe {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}

/** Does the same for each of many items. */
export async function inTurns<T>(
  items: Iterable<T>,
  breathe: Breathe,
  each: (item: T) => void,
): Promise<void> {
  let done = 0;
  for (const item of items) {
    each(item);
    done += 1;
    if (done % BETWEEN === 0) await breathe();
  }
}

/** What is made of each of many items. */
export async function mapInTurns<T, R>(
  items: Iterable<T>,
  breathe: Breathe,
  make: (item: T) => R,
): Promise<R[]> {
  const made: R[] = [];
  await inTurns(items, breathe, (item) => void made.push(make(item)));
  return made;
}
