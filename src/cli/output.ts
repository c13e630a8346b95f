import { harmless, wrapLine } from '../sandbox/terminal/wrap.ts';

/** Narrower than this no terminal is taken to be. */
const MIN_COLUMNS = 40;
/** Would steer a terminal, and JSON does not escape it by itself. */
const STEERING = /[\u007f-\u009f]|\p{Bidi_Control}/gu;

/** For people: without control characters, and broken at the terminal's width where there is one. */
export function printLine(text = ''): void {
  process.stdout.write(`${forPeople(text, process.stdout.columns)}\n`);
}

/** One JSON document, the only thing on standard output. */
export function printJson(value: unknown): void {
  printJsonLine(JSON.stringify(value, null, 2));
}

/** JSON as it is, with what would steer a terminal escaped; it says the same. */
export function printJsonLine(json: string): void {
  process.stdout.write(`${escapeSteering(json)}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${forPeople(text, process.stderr.columns)}\n`);
}

/** Text that cannot steer the terminal, broken at `columns`; whole lines where nobody says how wide it is. */
export function forPeople(text: string, columns: number | undefined): string {
  const lines = harmless(text).split('\n');
  if (columns === undefined) return lines.join('\n');
  return lines.flatMap((line) => wrapLine(line, Math.max(MIN_COLUMNS, columns))).join('\n');
}

export function escapeSteering(json: string): string {
  return json.replace(STEERING, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
