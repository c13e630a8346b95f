/** For people; wrapped and coloured by nobody. */
export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON document, the only thing on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}
