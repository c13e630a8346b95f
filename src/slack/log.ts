/** The facts of a log line: ids, codes and durations, never texts of people. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where this room writes its log; a pino logger fits. */
export interface SlackLog {
  info(facts: LogFacts, message: string): void;
  warn(facts: LogFacts, message: string): void;
  error(facts: LogFacts, message: string): void;
}

/** The code and sentence of anything thrown, for the log. */
export function thrownFacts(thrown: unknown): LogFacts {
  if (!(thrown instanceof Error)) return { error: String(thrown).slice(0, MAX_TEXT) };
  const code = 'code' in thrown ? String(thrown.code) : undefined;
  return { error: thrown.message.slice(0, MAX_TEXT), ...(code !== undefined && { code }) };
}

const MAX_TEXT = 300;
