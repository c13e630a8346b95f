import { mkdirSync } from 'node:fs';
import { pino } from 'pino';
import { startBot } from '../composition/bot.ts';
import { loadDemoConfig, terminalSettings } from '../config/demo-config.ts';
import { projectPath } from '../config/paths.ts';
import { SAMPLE } from '../sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { runTerminal } from '../sandbox/terminal/terminal.ts';
import { createLogger } from '../telemetry/logger.ts';
import { type CliCommand, ExitCode, readArguments } from './command.ts';
import { printLine } from './output.ts';

const HELP = `Usage: npm run demo [-- --yes] [-- --account <name>]

Starts an embedded Redis and a local Slack, starts the bot against them, and runs /cugar qualify on the
sample data. At the approval: a approve, d deny, e edit. With --yes, or without a terminal, it approves by
itself and ends.`;

const OPTIONS = { yes: { type: 'boolean' }, account: { type: 'string', default: 'Acme' } } as const;

const ENDED = /\b(completed|partial|failed|cancelled)\b/i;
/** Longest time that an unattended run may take. */
const PATIENCE_MS = 60_000;

async function main(args: string[]): Promise<number> {
  const { values } = readArguments(args, OPTIONS, HELP);
  const isTty = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const assumeYes = values.yes === true || !isTty;

  const sandbox = await createSandbox();
  const { token: botToken, signingSecret } = sandbox.world.app;
  const logFile = projectPath('.data', 'demo.log');
  mkdirSync(projectPath('.data'), { recursive: true });
  const config = loadDemoConfig({
    botToken,
    signingSecret,
    apiUrl: sandbox.apiUrl,
    approvers: [SAMPLE.people.approver],
  });
  const bot = await startBot(
    config,
    createLogger({ level: config.logLevel, stream: pino.destination({ dest: logFile, sync: false }) }),
  );
  sandbox.connect(`http://127.0.0.1:${bot.port}/slack/events`);
  printLine(
    `Cugar is running against a local Slack. Metrics: http://127.0.0.1:${bot.metricsPort}/metrics · log: .data/demo.log\n`,
  );

  const over = new AbortController();
  process.once('SIGTERM', () => over.abort());
  const terminal = runTerminal({
    sandbox,
    userId: SAMPLE.people.seller,
    channel: SAMPLE.channels.sales,
    input: process.stdin,
    output: process.stdout,
    isTty,
    assumeYes,
    signal: over.signal,
    onInterrupt: () => over.abort(),
    width: () => process.stdout.columns ?? 100,
    ...terminalSettings(),
  });
  try {
    await sandbox
      .as(SAMPLE.people.seller)
      .command('/cugar', `qualify ${values.account}`, { channel: SAMPLE.channels.sales });
    await planIsOver(sandbox, assumeYes ? PATIENCE_MS : undefined, over.signal);
    return ExitCode.ok;
  } finally {
    over.abort();
    await terminal;
    await bot.stop();
    await sandbox.close();
  }
}

/** Until the plan's card says how it ended, or the person leaves. */
async function planIsOver(sandbox: Sandbox, timeoutMs: number | undefined, left: AbortSignal): Promise<void> {
  const leaving = new Promise<void>((resolve) =>
    left.addEventListener('abort', () => resolve(), { once: true }),
  );
  const ended = sandbox.waitForMessage((message) => ENDED.test(message.text), {
    timeoutMs: timeoutMs ?? 24 * 3_600_000,
  });
  await Promise.race([ended, leaving]);
}

export const demo: CliCommand = {
  name: 'demo',
  summary: 'the whole thing against a local Slack, with sample data',
  help: HELP,
  main,
};
