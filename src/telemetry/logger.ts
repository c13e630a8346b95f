import { format } from 'node:util';
import { type DestinationStream, type Level, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import { redact } from './redact.ts';
import { redactText } from './redact-text.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly level: Level | 'silent';
  /** Default: standard output. */
  readonly stream?: DestinationStream;
  /** Fields of every line, such as the role. */
  readonly base?: Readonly<Record<string, unknown>>;
}

/** JSON lines; everything that is written passes the one redactor. */
export function createLogger({ level, stream, base = {} }: LoggerOptions): Logger {
  const options = {
    level,
    base: redact(base) as Record<string, unknown>,
    timestamp: stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
    },
    serializers: { err: (err: unknown) => err },
    hooks: {
      logMethod(this: Logger, args: Parameters<Logger['info']>, write: Logger['info']) {
        const [fields, message] = split(args);
        if (message === undefined) write.call(this, fields);
        else write.call(this, fields, message);
      },
    },
  };
  const log = stream ? pino(options, stream) : pino(options);
  // pino passes the fields of a child by its formatters; children inherit this from their parent.
  const { child } = log;
  log.child = function redactedChild(this: Logger, bindings: object, ...rest: []) {
    return child.call(this, redact(bindings) as Record<string, unknown>, ...rest);
  } as typeof child;
  return log;
}

/** The message is put together before it is redacted: a secret may be spread over several arguments. */
function split(args: readonly unknown[]): [fields: object, message?: string] {
  const [first, ...rest] = args;
  const message = (parts: readonly unknown[]) =>
    redactText(parts.length === 1 ? String(parts[0]) : format(...parts));
  if (first instanceof Error)
    return [{ err: redact(first) }, rest.length > 0 ? message(rest) : redactText(first.message)];
  if (typeof first !== 'object' || first === null) return [{}, message(args)];
  const fields = redact(first) as object;
  return rest.length > 0 ? [fields, message(rest)] : [fields];
}
