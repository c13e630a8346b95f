import { parseEnv } from 'node:util';
import { CugarError } from '../core/errors.ts';

/** What is written into a `.env` file; an empty text is as good as unset. */
export type EnvChanges = Readonly<Record<string, string>>;

const VALUE = String.raw`'[^']*'|"[^"]*"|${'`[^`]*`'}|[^\n#]*?(?=[ \t]*(?:#|$))`;
const ASSIGNMENT = new RegExp(
  String.raw`(?<before>^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)[ \t]*=[ \t]*)(?:${VALUE})`,
  'gm',
);
const PLAIN = /^[\w.:/@%+,=~-]*$/;

/** The variables of a `.env` file, as Node reads them. */
export function readEnvText(text: string): Readonly<Record<string, string | undefined>> {
  return parseEnv(text);
}

/** The value as Node and Docker Compose both read it back; null where no way of writing does that. */
export function quotedForEnv(value: string): string | null {
  if (PLAIN.test(value)) return value;
  if (!/['\n\r]/.test(value)) return `'${value}'`;
  return /["\\$\n\r]/.test(value) ? null : `"${value}"`;
}

/**
 * The text of a `.env` file with some variables changed: where they stood, else below the line in which they
 * are commented out, else at the end. Everything else stays as it is. Throws rather than change anything else.
 */
export function withEnvChanges(text: string, changes: EnvChanges): string {
  const placed = new Set<string>();
  let result = text.replace(ASSIGNMENT, (whole, ...rest) => {
    const { before, name } = rest.at(-1) as { before: string; name: string };
    const value = Object.hasOwn(changes, name) ? changes[name] : undefined;
    if (value === undefined) return whole;
    placed.add(name);
    return `${before}${written(name, value)}`;
  });
  for (const [name, value] of Object.entries(changes)) {
    if (!placed.has(name)) result = withNew(result, name, value);
  }
  const harmed = harmedBy({ ...readEnvText(text), ...changes }, result);
  if (harmed.length === 0) return result;
  throw new CugarError('RESOURCE_DATA', `.env cannot be changed without harm to ${harmed.join(', ')}`, {
    hint: 'Look in .env for quotation marks that do not end, or write the variables into it by hand.',
  });
}

/** A quotation that goes over lines, or a line that is no assignment, may swallow what is put below it. */
function withNew(text: string, name: string, value: string): string {
  const line = `${name}=${written(name, value)}`;
  const comment = new RegExp(String.raw`^#[ \t]*${name}[ \t]*=.*$`, 'm');
  const end = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const places = [
    ...(comment.test(text) ? [text.replace(comment, (found) => `${found}\n${line}`)] : []),
    `${end}${line}\n`,
  ];
  const expected = { ...readEnvText(text), [name]: value };
  return places.find((place) => harmedBy(expected, place).length === 0) ?? `${line}\n${text}`;
}

function written(name: string, value: string): string {
  const quoted = quotedForEnv(value);
  if (quoted !== null) return quoted;
  throw new CugarError('USER_INPUT', `The value of ${name} cannot be written into a .env file`, {
    hint: 'Set it in the environment of the program instead.',
  });
}

/** The variables that would not be read as expected; lines that are none are not repeated, they may hold secrets. */
function harmedBy(expected: ReturnType<typeof readEnvText>, text: string): string[] {
  const found = readEnvText(text);
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  const wrong = names.filter((name) => found[name] !== expected[name]);
  return [...new Set(wrong.map((name) => (/^[\w.-]+$/.test(name) ? name : 'a line that is no assignment')))];
}
