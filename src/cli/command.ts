import { type ParseArgsConfig, parseArgs } from 'node:util';

/** One command of the command line. `main` answers the exit code. */
export interface CliCommand {
  readonly help: string;
  readonly main: (args: string[]) => Promise<number>;
}

export const ExitCode = { ok: 0, failure: 1, usage: 2, config: 78 } as const;

/** The command line was wrong; `usage` says how it goes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly usage: string;

  constructor(message: string, usage: string) {
    super(message);
    this.usage = usage;
  }
}

/** Reads options and words; what is not known is a `UsageError`. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown), usage);
  }
}
