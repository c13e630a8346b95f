import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';

/** Where a person types and reads. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The person broke off. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label?: string;
  readonly hint?: string;
}

/** Says what is wrong with an answer; undefined: nothing. */
export type Judge = (answer: string) => string | undefined;

export interface Dialogue {
  begin(title: string): void;
  end(text: string): void;
  breakOff(text: string): void;
  /** A few lines under a title. */
  note(title: string, lines: readonly string[]): void;
  tell(mark: 'step' | 'success' | 'warn' | 'error', text: string): void;
  choose<T extends string>(question: string, choices: readonly Choice<T>[], first?: T): Promise<T>;
  chooseSome<T extends string>(
    question: string,
    choices: readonly Choice<T>[],
    first: readonly T[],
  ): Promise<readonly T[]>;
  confirm(question: string, first: boolean): Promise<boolean>;
  text(question: string, first: string, judge: Judge): Promise<string>;
  /** As `text`, but nobody sees what is typed. */
  secret(question: string, judge: Judge): Promise<string>;
}

/** Talks with the person at a terminal. Each question throws `Cancelled` when the person breaks off. */
export function createDialogue({ input, output }: Terminal): Dialogue {
  const ends = { input, output };
  const answered = async <T>(asked: Promise<T | symbol>): Promise<T> => {
    const answer = await asked;
    if (clack.isCancel(answer)) throw new Cancelled();
    return answer as T;
  };
  const judged = (judge: Judge) => (answer: string | undefined) => judge(answer?.trim() ?? '');
  const trimmed = async (asked: Promise<string | symbol | undefined>) =>
    (await answered(asked))?.trim() ?? '';
  return {
    begin: (title) => clack.intro(title, ends),
    end: (text) => clack.outro(text, ends),
    breakOff: (text) => clack.cancel(text, ends),
    note: (title, lines) => clack.note(lines.join('\n'), title, { ...ends, format: (line) => line }),
    tell: (mark, text) => clack.log[mark](text, ends),
    choose: (message, choices, first) =>
      answered(
        clack.select<string>({
          message,
          options: choices.map((choice) => ({ ...choice })),
          ...(first !== undefined && { initialValue: first }),
          ...ends,
        }),
      ) as Promise<never>,
    chooseSome: (message, choices, first) =>
      answered(
        clack.multiselect<string>({
          message,
          options: choices.map((choice) => ({ ...choice })),
          initialValues: [...first],
          required: false,
          ...ends,
        }),
      ) as Promise<never>,
    confirm: (message, first) => answered<boolean>(clack.confirm({ message, initialValue: first, ...ends })),
    text: (message, first, judge) =>
      trimmed(clack.text({ message, initialValue: first, validate: judged(judge), ...ends })),
    secret: (message, judge) => trimmed(clack.password({ message, validate: judged(judge), ...ends })),
  };
}
