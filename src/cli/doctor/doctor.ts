import { clock } from '../../composition/services.ts';
import { type Config, loadConfig } from '../../config/env.ts';
import { projectPath } from '../../config/paths.ts';
import { asCugarError } from '../../core/errors.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { type CliCommand, ExitCode, readArguments } from '../command.ts';
import { printJson, printLine } from '../output.ts';
import { bad, type Line, ok, type Verdict, warning } from './check.ts';
import { checkBook, checkRegistry } from './check-files.ts';
import { checkModel } from './check-model.ts';
import { checkEnvFile, checkKeyFiles } from './check-private-files.ts';
import { checkRedis } from './check-redis.ts';
import { checkSlack } from './check-slack.ts';
import { checkVendors } from './check-vendors.ts';

const HELP = `Usage: npm run cugar -- doctor [--spend] [--json]

Looks at the whole installation and says what is wrong and what to do: settings, registry, book of business,
Redis, Slack, data vendors, the model and the clock. Changes nothing; exits 1 when something is bad.

--spend  asks also the vendors that take a credit, or a part of their allowance, for each question`;

const MARKS: Readonly<Record<Verdict, string>> = {
  ok: '✓ fine   ',
  warning: '! note   ',
  bad: '✗ bad    ',
  off: '– not used',
};

async function main(args: string[]): Promise<number> {
  const options = { json: { type: 'boolean' }, spend: { type: 'boolean' } } as const;
  const { values } = readArguments(args, options, HELP);
  const lines: Line[] = [];
  for await (const line of look(values.spend === true)) {
    lines.push(line);
    if (!values.json) show(line);
  }
  const problems = lines.filter(({ verdict }) => verdict === 'bad').length;
  if (values.json) printJson({ ok: problems === 0, checks: lines });
  else printLine(problems === 0 ? '\nNothing stands in the way.' : `\n${problems} to put right.`);
  return problems === 0 ? ExitCode.ok : ExitCode.failure;
}

/** One look after the other, so that each can be read as it ends; wrong settings leave nothing else to look at. */
async function* look(maySpend: boolean): AsyncGenerator<Line> {
  const settings = readSettings();
  yield* settings.lines;
  yield* await checkEnvFile(projectPath('.env'));
  const { config } = settings;
  if (!config) return;
  const log = createLogger({ level: 'silent' });
  yield* await checkKeyFiles(config);
  yield* checkRegistry(config);
  yield* await checkBook(config, clock.now);
  yield* await checkRedis(config, log, clock.now);
  yield* await checkSlack(config, log, clock.now);
  yield* await checkVendors(config, { clock, maySpend });
  yield await checkModel(config);
}

function readSettings(): { readonly config: Config | null; readonly lines: readonly Line[] } {
  try {
    const config = loadConfig(undefined, { needsSlack: false });
    const notes = config.warnings.map((said) => warning('Settings', said, 'Correct or remove it.'));
    return { config, lines: notes.length > 0 ? notes : [ok('Settings', 'all of them can be used')] };
  } catch (thrown) {
    const { message, detail } = asCugarError(thrown);
    const todo = detail.hint ?? 'Correct them; nothing else was looked at.';
    return { config: null, lines: [bad('Settings', message, todo)] };
  }
}

function show({ what, verdict, said, todo }: Line): void {
  printLine(`${MARKS[verdict]} ${what}: ${said}`);
  if (todo !== undefined) printLine(`           → ${todo}`);
}

export const doctor: CliCommand = { help: HELP, main };
