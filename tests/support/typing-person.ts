import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';

export const KEYS = { enter: '\r', down: '\u001b[B', space: ' ', ctrlC: '\u0003' } as const;

/** A terminal without a screen, and a person who reads before typing. */
export interface TypingPerson {
  readonly terminal: { readonly input: PassThrough; readonly output: PassThrough };
  /** Types when the text has come up, after everything that was answered before. */
  answer(text: string, ...keys: readonly string[]): Promise<void>;
  /** Waits until the text has come up, without typing. */
  reads(text: string): Promise<void>;
  /** Everything that was shown so far, without colours. */
  seen(): string;
}

export function typingPerson(): TypingPerson {
  const input = new PassThrough();
  // Wide enough that nothing is broken over lines.
  const output = Object.assign(new PassThrough(), { columns: 1_000, rows: 200, isTTY: true });
  let shown = '';
  let read = 0;
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  const seen = () => stripVTControlCharacters(shown);
  const reads = async (text: string) => {
    await expect.poll(() => seen().indexOf(text, read), { message: `"${text}" to come up` }).not.toBe(-1);
    read = seen().indexOf(text, read) + text.length;
  };
  return {
    terminal: { input, output },
    reads,
    async answer(text, ...keys) {
      await reads(text);
      // Whatever is drawn again because of what is typed does not count as coming up.
      read = seen().length;
      for (const key of keys) input.write(key);
    },
    seen,
  };
}
