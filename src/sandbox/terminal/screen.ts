import type { Readable, Writable } from 'node:stream';
import { wrapLine } from './wrap.ts';

export interface ScreenOptions {
  readonly input: Readable & { setRawMode?: (mode: boolean) => unknown };
  readonly output: Writable;
  readonly isTty: boolean;
  /** Columns; asked again before each line, as windows change. */
  readonly width: () => number;
  /** Ctrl+C while a key is awaited. */
  readonly onInterrupt?: (() => void) | undefined;
}

/** Prints lines and asks questions on one terminal; what is printed during a question goes above it. */
export interface Screen {
  print(lines: readonly string[]): void;
  /** One of these keys; null when the input ended or `signal` was aborted. */
  key(question: string, keys: readonly string[], signal?: AbortSignal): Promise<string | null>;
  /** A line without its end; null as above. */
  line(question: string, signal?: AbortSignal): Promise<string | null>;
  /** Lets go of the terminal, for an editor; `resume` takes it back. */
  suspend(): void;
  resume(): void;
  close(): void;
}

const CLEAR_LINE = '\r\u001b[K';
const CTRL_C = '\u0003';

interface Question {
  readonly text: string;
  /** Takes what it needs of the typed text: the answer and the rest, or null when more is needed. */
  readonly read: (typed: string) => { answer: string; rest: string } | null;
  readonly settle: (answer: string | null) => void;
  readonly isKey: boolean;
}

export function createScreen({ input, output, isTty, width, onInterrupt }: ScreenOptions): Screen {
  let typed = '';
  let hasEnded = false;
  let question: Question | null = null;

  const setRaw = (isRaw: boolean) => {
    if (isTty) input.setRawMode?.(isRaw);
  };

  function finish(answer: string | null): void {
    const asked = question;
    question = null;
    if (!asked) return;
    if (asked.isKey) setRaw(false);
    if (asked.isKey || answer === null) output.write(`${answer ?? ''}\n`);
    asked.settle(answer);
  }

  function advance(): void {
    if (!question) return;
    if (question.isKey && isTty && typed.includes(CTRL_C)) {
      typed = '';
      onInterrupt?.();
      return;
    }
    const found = question.read(typed);
    if (found) {
      typed = found.rest;
      finish(found.answer);
    } else if (hasEnded) finish(null);
  }

  const onData = (chunk: Buffer | string) => {
    typed += chunk.toString();
    advance();
  };
  const onEnd = () => {
    hasEnded = true;
    advance();
  };
  input.on('data', onData);
  input.on('end', onEnd);

  function ask(
    text: string,
    isKey: boolean,
    read: Question['read'],
    signal?: AbortSignal,
  ): Promise<string | null> {
    if (signal?.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const stop = () => finish(null);
      signal?.addEventListener('abort', stop, { once: true });
      question = {
        text,
        isKey,
        read,
        settle(answer) {
          signal?.removeEventListener('abort', stop);
          resolve(answer);
        },
      };
      if (isKey) setRaw(true);
      output.write(text);
      advance();
    });
  }

  return {
    print(lines) {
      if (lines.length === 0) return;
      if (question) output.write(isTty ? CLEAR_LINE : '\n');
      for (const line of lines) output.write(`${wrapLine(line, width()).join('\n')}\n`);
      if (question) output.write(question.text);
    },
    key: (text, keys, signal) =>
      ask(
        text,
        true,
        (all) => {
          const index = [...all].findIndex((character) => keys.includes(character.toLowerCase()));
          const key = [...all][index];
          return key === undefined
            ? null
            : {
                answer: key.toLowerCase(),
                rest: [...all]
                  .slice(index + 1)
                  .join('')
                  .replace(/^\r?\n/, ''),
              };
        },
        signal,
      ),
    line: (text, signal) =>
      ask(
        text,
        false,
        (all) => {
          const end = all.indexOf('\n');
          if (end < 0) return hasEnded && all !== '' ? { answer: all, rest: '' } : null;
          return { answer: all.slice(0, end).replace(/\r$/, ''), rest: all.slice(end + 1) };
        },
        signal,
      ),
    suspend() {
      input.off('data', onData);
      input.pause();
    },
    resume() {
      input.on('data', onData);
      input.resume();
    },
    close() {
      finish(null);
      input.off('data', onData);
      input.off('end', onEnd);
      input.pause();
    },
  };
}
