#!/usr/bin/env node
import { asCugarError } from '../core/errors.ts';
import { audit } from './audit.ts';
import { calibrate } from './calibrate.ts';
import { type CliCommand, ExitCode, UsageError } from './command.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor/doctor.ts';
import { printError, printLine } from './output.ts';
import { plan } from './plan.ts';
import { registry } from './registry.ts';
import { run } from './run.ts';
import { setup } from './setup/setup.ts';

const COMMANDS: readonly CliCommand[] = [demo, run, plan, registry, audit, calibrate, doctor, setup];

const USAGE = [
  'Usage: npm run cugar -- <command> …',
  '',
  ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`),
  '',
  'Every command explains itself with --help.',
].join('\n');

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    printLine(USAGE);
    return name === undefined ? ExitCode.usage : ExitCode.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new UsageError(`There is no command "${name}".`, USAGE);
  if (args.includes('--help') || args.includes('-h')) {
    printLine(command.help);
    return ExitCode.ok;
  }
  return await command.main(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  if (thrown instanceof UsageError) {
    printError(`${thrown.message}\n\n${thrown.usage}`);
    process.exitCode = ExitCode.usage;
  } else {
    const error = asCugarError(thrown);
    printError(error.detail.hint ? `${error.message}\n${error.detail.hint}` : error.message);
    process.exitCode = error.code === 'SYSTEM_CONFIG' ? ExitCode.config : ExitCode.failure;
  }
}
