import { existsSync, readFileSync } from 'node:fs';
import { clock } from '../../composition/services.ts';
import { currentEnvironment } from '../../config/env.ts';
import { readEnvText } from '../../config/env-file.ts';
import { projectPath } from '../../config/paths.ts';
import { readEnvFile } from '../../config/save-env-file.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { type CliCommand, ExitCode, readArguments } from '../command.ts';
import { printError } from '../output.ts';
import { runSetup } from './run-setup.ts';

const HELP = `Usage: npm run cugar -- setup

Asks for the credentials of Slack, Redis, the data vendors and the model, tests each connection, and writes them
into .env, which only you may read. Needs a terminal. Ctrl-C leaves everything as it was.`;

const NO_TERMINAL = `Setup asks questions, and there is no terminal here to answer them in.
Instead: copy .env.example to .env, fill in what you need, make it yours alone with \`chmod 600 .env\`,
then let \`npm run cugar -- doctor\` say whether it works.`;

async function main(args: string[]): Promise<number> {
  readArguments(args, {}, HELP);
  const { stdin: input, stdout: output } = process;
  if (!input.isTTY || !output.isTTY) {
    printError(NO_TERMINAL);
    return ExitCode.failure;
  }
  const path = projectPath('.env');
  const example = projectPath('.env.example');
  return await runSetup({
    path,
    template: existsSync(example) ? readFileSync(example, 'utf8') : '',
    file: readEnvText((await readEnvFile(path)) ?? ''),
    env: currentEnvironment(),
    terminal: { input, output },
    tools: { clock, log: createLogger({ level: 'silent' }) },
  });
}

export const setup: CliCommand = { help: HELP, main };
