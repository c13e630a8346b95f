import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

export interface RunArguments {
  readonly approve: boolean;
  readonly deny: string | undefined;
  readonly json: boolean;
  /** The subcommand and its words, options of its own among them, as in Slack. */
  readonly words: readonly string[];
}

const OWN = { approve: { type: 'boolean' }, deny: { type: 'string' }, json: { type: 'boolean' } } as const;

/** Takes our own options out and leaves the rest in order; what follows `--` is words only. */
export function readRunArguments(args: string[], usage: string): RunArguments {
  const { values, tokens } = parseArgs({
    args,
    options: OWN,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [token.value];
    if (token.kind === 'option-terminator' || Object.hasOwn(OWN, token.name)) return [];
    return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`];
  });
  const { approve, deny, json } = values;
  if (deny === true) throw new UsageError('--deny needs a reason.', usage);
  if (approve === true && deny !== undefined)
    throw new UsageError('Say --approve or --deny, not both.', usage);
  if (words.length === 0) throw new UsageError('Say what to run.', usage);
  return { approve: approve === true, deny: deny as string | undefined, json: json === true, words };
}
