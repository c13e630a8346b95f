/** Reads the queries that this adapter asks, as a server would: by their words, not by their wording. */

export interface MockRecord {
  readonly Id: string;
  readonly [field: string]: unknown;
}

export interface MockQuery {
  readonly object: string;
  /** In order; `COUNT(Id) activities` is one. */
  readonly fields: readonly string[];
  readonly isMeant: (record: MockRecord, tables: Tables) => boolean;
  readonly groupBy: string | undefined;
  readonly orderBy: { readonly field: string; readonly isDescending: boolean } | undefined;
  readonly limit: number;
}

export type Tables = Readonly<Record<string, readonly MockRecord[]>>;
type Condition = MockQuery['isMeant'];

const WORD = /\s*('(?:\\.|[^'\\])*'|<=|>=|[=(),]|[^\s=(),'<>]+)/g;

/** Throws for what is no query, or none of a form that is known here. */
export function readQuery(text: string): MockQuery {
  const words = wordsOf(text);
  let at = 0;
  const peek = () => words[at]?.toUpperCase();
  const take = (...expected: readonly string[]): string => {
    const word = words[at];
    if (word === undefined || (expected.length > 0 && !expected.includes(word.toUpperCase())))
      throw new Error(`unexpected token: ${word ?? 'the end'}`);
    at += 1;
    return word;
  };
  const has = (...expected: readonly string[]) => {
    if (!expected.every((word, ahead) => words[at + ahead]?.toUpperCase() === word)) return false;
    at += expected.length;
    return true;
  };

  const field = (): string => {
    const name = take();
    const whole = has('(') ? `${name}(${take()}${take(')')}` : name;
    return peek() === ',' || peek() === 'FROM' ? whole : `${whole} ${take()}`;
  };
  const either = (): Condition => {
    const options = [both()];
    while (has('OR')) options.push(both());
    return (record, tables) => options.some((isMeant) => isMeant(record, tables));
  };
  const both = (): Condition => {
    const needed = [one()];
    while (has('AND')) needed.push(one());
    return (record, tables) => needed.every((isMeant) => isMeant(record, tables));
  };
  const one = (): Condition => {
    if (has('(')) {
      const inner = either();
      take(')');
      return inner;
    }
    const name = take();
    if (has('IN', '(')) {
      const inner = query();
      take(')');
      return (record, tables) =>
        (tables[inner.object] ?? []).some(
          (other) => other.Id === record[name] && inner.isMeant(other, tables),
        );
    }
    const operator = take('=', 'LIKE', '<=', '>=').toUpperCase();
    const isMet = comparison(operator, take());
    return (record) => isMet(fieldOf(record, name));
  };
  const query = (): MockQuery => {
    take('SELECT');
    const fields = [field()];
    while (has(',')) fields.push(field());
    take('FROM');
    const object = take();
    const isMeant = has('WHERE') ? either() : () => true;
    const groupBy = has('GROUP', 'BY') ? take() : undefined;
    const orderBy = has('ORDER', 'BY') ? { field: take(), isDescending: has('DESC') } : undefined;
    const limit = has('LIMIT') ? Number(take()) : Number.POSITIVE_INFINITY;
    return { object, fields, isMeant, groupBy, orderBy, limit };
  };
  const whole = query();
  if (at < words.length) throw new Error(`unexpected token: ${words[at]}`);
  return whole;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  const rest = text.replace(WORD, (_, word: string) => {
    words.push(word);
    return '';
  });
  if (rest.trim() !== '') throw new Error(`unexpected token: ${rest.trim()}`);
  return words;
}

function fieldOf(record: MockRecord, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
      record,
    );
}

/** What is wanted is read once, however many records are held against it. */
function comparison(operator: string, wanted: string): (value: unknown) => boolean {
  if (!wanted.startsWith("'")) {
    if (operator === '=') return (value) => String(value) === wanted.toLowerCase();
    return (value) => typeof value === 'string' && (operator === '<=' ? value <= wanted : value >= wanted);
  }
  const text = wanted.slice(1, -1);
  if (operator === 'LIKE') {
    const pattern = likeness(text);
    return (value) => typeof value === 'string' && pattern.test(value);
  }
  const meant = unescaped(text).toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === meant;
}

const CHARACTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code: string | undefined, character: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (CHARACTERS[character] ?? character),
  );
}

/** What `%` and `_` stand for, unless they are escaped. */
function likeness(pattern: string): RegExp {
  const pieces = pattern.match(/\\u[0-9a-f]{4}|\\.|[^\\]/gis) ?? [];
  const source = pieces.map((piece) => {
    if (piece === '%') return '[^]*';
    if (piece === '_') return '[^]';
    return unescaped(piece).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 'i');
}
