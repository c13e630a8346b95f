/** A query of Salesforce's language, or a piece of one, in which every value is quoted. */
export interface Soql {
  readonly soql: string;
}

/** A text is a value, never a piece of a query. */
type SoqlValue = string | number | Date | readonly string[] | Soql;

/** `soql\`SELECT Id FROM Account WHERE Name = ${name}\``: what stands in `${}` is quoted and escaped. */
export function soql(pieces: TemplateStringsArray, ...values: readonly SoqlValue[]): Soql {
  const text = pieces.map((piece, index) => {
    const value = values[index];
    return value === undefined ? piece : `${piece}${literal(value)}`;
  });
  return { soql: text.join('') };
}

/** The pattern of `LIKE` for texts that hold this one; its own wildcards count as characters. */
export function containing(text: string): Soql {
  return { soql: `'%${escaped(text).replace(/[%_]/g, '\\$&')}%'` };
}

/** A date without a time, in UTC. */
export function dateOf(moment: Date): Soql {
  return { soql: moment.toISOString().slice(0, 10) };
}

/** Whether a text has the form of a record's id: 15 letters and digits, or 18 with their check. */
export function isSalesforceId(text: string | undefined): text is string {
  return text !== undefined && /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);
}

function literal(value: SoqlValue): string {
  if (typeof value === 'string') return `'${escaped(value)}'`;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  return 'soql' in value ? value.soql : `(${value.map(literal).join(', ')})`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into a query.
  return text.replace(/[\\'"\u0000-\u001f\u007f]/g, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
