interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of week', min: 0, max: 7, words: DAYS },
];

const PART = /^(\*|[0-9]{1,2}|[a-z]{3})(?:-([0-9]{1,2}|[a-z]{3}))?(?:\/([0-9]{1,2}))?$/;

/** What is wrong with a five-field cron expression, as the end of a sentence; null when nothing is. */
export function cronProblem(text: string): string | null {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `it has ${fields.length} fields instead of 5`;
  for (const [index, field] of FIELDS.entries()) {
    for (const part of (fields[index] ?? '').toLowerCase().split(',')) {
      const problem = partProblem(part, field);
      if (problem) return `its ${field.name} ${problem}`;
    }
  }
  return null;
}

function partProblem(part: string, field: Field): string | null {
  const match = PART.exec(part);
  if (!match) return 'cannot be read';
  const [, from = '', to, step] = match;
  if (from === '*' && to !== undefined) return 'cannot be read';
  if (step !== undefined && (Number(step) < 1 || Number(step) > field.max)) return 'has a senseless step';
  const first = from === '*' ? field.min : fieldValue(from, field);
  const last = to === undefined ? first : fieldValue(to, field);
  if (first === null || last === null) return `must be within ${field.min}-${field.max}`;
  return first > last ? 'has a range that runs backwards' : null;
}

function fieldValue(text: string, field: Field): number | null {
  const word = field.words?.indexOf(text) ?? -1;
  const value = word >= 0 ? word + (field.words === MONTHS ? 1 : 0) : Number(text);
  return Number.isInteger(value) && value >= field.min && value <= field.max ? value : null;
}
