/** How vendors' values become facts. What cannot be understood is unknown: undefined, never 0 or "". */

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The facts without what is undefined. */
export function known<T extends object>(facts: T): Known<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Known<T>;
}

/** As `known`; undefined when nothing is left. */
export function knownOrNothing(
  facts: Readonly<Record<string, string | undefined>>,
): Record<string, string> | undefined {
  const left = Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

const LONGEST_TEXT = 300;

export function textIn(value: string | null | undefined): string | undefined {
  const text = value?.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT).trim();
  return text === '' ? undefined : text;
}

/** A finite number, also from text; undefined for anything else. */
export function numberIn(value: string | number | null | undefined): number | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const number =
    typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A count of people or things: a number that is not negative and not 0, which means "not filled in". */
export function countIn(value: string | number | null | undefined): number | undefined {
  const number = numberIn(value);
  return number !== undefined && number > 0 ? Math.round(number) : undefined;
}

const EARLIEST = Date.parse('1970-01-02');
const LATEST = Date.parse('2200-01-01');

/** A moment, from ISO 8601 or from milliseconds since 1970; as ISO 8601 in UTC. */
export function timeIn(value: string | number | null | undefined): string | undefined {
  const ms =
    typeof value === 'number' || /^\d{11,14}$/.test(value ?? '') ? Number(value) : Date.parse(value ?? '');
  return ms >= EARLIEST && ms <= LATEST ? new Date(ms).toISOString() : undefined;
}

/** `COMPUTER_SOFTWARE` and `computer-software` as people write them. */
export function wordsOf(slug: string): string {
  const words = slug
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter(Boolean);
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}
