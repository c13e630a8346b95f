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

/** The values of each of the five fields of a valid expression; a Sunday is 0. */
export interface CronFields {
  readonly minute: ReadonlySet<number>;
  readonly hour: ReadonlySet<number>;
  readonly dayOfMonth: ReadonlySet<number>;
  readonly month: ReadonlySet<number>;
  readonly dayOfWeek: ReadonlySet<number>;
  /** Whether the field is a bare `*`, which restricts nothing. */
  readonly isAnyDayOfMonth: boolean;
  readonly isAnyDayOfWeek: boolean;
}

/** Reads an expression that `cronProblem` found nothing wrong with. */
export function cronFields(text: string): CronFields {
  const texts = text.trim().toLowerCase().split(/\s+/);
  const values = (index: number): number[] => {
    const shape = FIELDS[index];
    return shape ? (texts[index] ?? '').split(',').flatMap((part) => partValues(part, shape)) : [];
  };
  return {
    minute: new Set(values(0)),
    hour: new Set(values(1)),
    dayOfMonth: new Set(values(2)),
    month: new Set(values(3)),
    dayOfWeek: new Set(values(4).map((day) => day % 7)),
    isAnyDayOfMonth: texts[2] === '*',
    isAnyDayOfWeek: texts[4] === '*',
  };
}

function partValues(part: string, field: Field): number[] {
  const [, from = '', to, step] = PART.exec(part) ?? [];
  const max = field.max === 7 ? 6 : field.max;
  const first = from === '*' ? field.min : (fieldValue(from, field) ?? field.min);
  const isOpen = from === '*' || (to === undefined && step !== undefined);
  const last = to !== undefined ? (fieldValue(to, field) ?? max) : isOpen ? max : first;
  const every = Number(step ?? 1);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
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
