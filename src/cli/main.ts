#!/usr/bin/env node
import { asCugarError } from '../core/errors.ts';
import { type CliCommand, ExitCode, UsageError } from './command.ts';
import { printError, printLine } from './output.ts';

interface Entry {
  readonly summary: string;
  /** Opens what the command needs, which is most of the program. */
  readonly load: () => Promise<CliCommand>;
}

const COMMANDS: ReadonlyMap<string, Entry> = new Map(
  Object.entries({
    demo: {
      summary: 'the whole thing against a local Slack, with sample data',
      load: async () => (await import('./demo.ts')).demo,
    },
    run: {
      summary: 'run a plan without Slack, as /cugar would',
      load: async () => (await import('./run.ts')).run,
    },
    plan: {
      summary: 'show a stored plan',
      load: async () => (await import('./plan.ts')).plan,
    },
    registry: {
      summary: 'check the registry of tools, plans and profiles',
      load: async () => (await import('./registry.ts')).registry,
    },
    audit: {
      summary: 'export or verify the audit trail',
      load: async () => (await import('./audit.ts')).audit,
    },
    calibrate: {
      summary: 'what the own closed deals teach about the chance to win',
      load: async () => (await import('./calibrate.ts')).calibrate,
    },
    doctor: {
      summary: 'what is wrong with this installation, and what to do',
      load: async () => (await import('./doctor/doctor.ts')).doctor,
    },
    setup: {
      summary: 'asks for credentials, tests them, writes .env',
      load: async () => (await import('./setup/setup.ts')).setup,
    },
  }),
);

const USAGE = [
  'Usage: npm run cugar -- <command> …',
  '',
  ...[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`),
  '',
  'Every command explains itself with --help.',
].join('\n');

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    printLine(USAGE);
    return name === undefined ? ExitCode.usage : ExitCode.ok;
  }
  const entry = COMMANDS.get(name);
  if (!entry) throw new UsageError(`There is no command "${name}".`, USAGE);
  const command = await entry.load();
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
