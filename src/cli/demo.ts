import { pino } from 'pino';
import { type Bot, startBot } from '../composition/bot.ts';
import { loadDemoConfig, terminalSettings } from '../config/demo-config.ts';
import { projectPath } from '../config/paths.ts';
import { COMMANDS } from '../planner/commands/index.ts';
import { servePage } from '../sandbox/page/index.ts';
import { SAMPLE } from '../sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { runTerminal } from '../sandbox/terminal/terminal.ts';
import { createLogger } from '../telemetry/logger.ts';
import { type CliCommand, ExitCode, readArguments } from './command.ts';
import { createConversation } from './demo-conversation.ts';
import { lockDemo } from './demo-lock.ts';
import { planEnd } from './demo-plans.ts';
import { openBrowser } from './open-browser.ts';
import { printError, printLine } from './output.ts';

const HELP = `Usage: npm run demo [-- --yes] [-- --account <name>]

Starts an embedded Redis and a local Slack with a page to use it, starts the bot against them, and runs /cugar qualify on the
sample data. At the approval: a approve, d deny, e edit, l later. Afterwards you can type more commands.
With --yes, or without a terminal, it approves by itself and ends.`;

const KEYS = `At an approval: a approve, d deny, e edit, l later.
Afterwards type a command, such as status, budget or qualify Velora; q or an empty line quits.
`;

const OPTIONS = { yes: { type: 'boolean' }, account: { type: 'string', default: 'Acme' } } as const;

/** The next free port is taken where another program has this one. */
const PAGE_PORT = 3300;
/** A page with more would be slow to open. */
const MOST_NAMES = 2_000;
/** Longest time that an unattended run may take. */
const PATIENCE_MS = 60_000;
const { seller } = SAMPLE.people;
const channel = SAMPLE.channels.sales;

async function main(args: string[]): Promise<number> {
  const { values } = readArguments(args, OPTIONS, HELP);
  const isTty = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const assumeYes = values.yes === true || !isTty;

  const unlock = lockDemo(projectPath('.data', 'demo.pid'));
  try {
    return await converse({ account: values.account, isTty, assumeYes });
  } finally {
    unlock();
  }
}

interface Manner {
  readonly account: string;
  readonly isTty: boolean;
  readonly assumeYes: boolean;
}

async function converse({ account, isTty, assumeYes }: Manner): Promise<number> {
  const over = new AbortController();
  const leave = () => over.abort();
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
  const sandbox = await createSandbox();
  const bot = await startAgainst(sandbox).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  const page = await servePage(sandbox, {
    port: PAGE_PORT,
    personId: seller,
    commands: COMMANDS,
    accountNames: await accountNames(bot),
  });
  const url = `http://127.0.0.1:${bot.metricsPort}/metrics`;
  printLine(`Cugar is running against a local Slack: ${page.url}`);
  printLine(`Metrics: ${url} · log: .data/demo.log`);
  printLine(assumeYes ? '' : KEYS);
  const { hasDisplay, ...settings } = terminalSettings();
  if (!assumeYes && hasDisplay) openBrowser(page.url);

  const conversation = createConversation({ sandbox, userId: seller, channel, leave });
  const planId = await conversation.say(`qualify ${account}`);
  const terminal = runTerminal({
    sandbox,
    userId: seller,
    channel,
    input: process.stdin,
    output: process.stdout,
    isTty,
    assumeYes,
    signal: over.signal,
    onInterrupt: leave,
    width: () => process.stdout.columns ?? 100,
    ...(!assumeYes && { prompt: conversation.prompt }),
    ...settings,
  });
  try {
    if (!assumeYes) await terminal;
    else if (planId === undefined) return ExitCode.failure;
    else {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      await planEnd(sandbox, planId, AbortSignal.any([patience, over.signal]));
      if (patience.aborted) {
        printError('The plan did not end in time; .data/demo.log says more.');
        return ExitCode.failure;
      }
    }
    return ExitCode.ok;
  } finally {
    leave();
    await terminal;
    await page.close();
    await bot.stop();
    await sandbox.close();
  }
}

async function startAgainst(sandbox: Sandbox): Promise<Bot> {
  const { token: botToken, signingSecret } = sandbox.world.app;
  const approvers = [SAMPLE.people.approver];
  const config = loadDemoConfig({ botToken, signingSecret, apiUrl: sandbox.apiUrl, approvers });
  const stream = pino.destination({ dest: projectPath('.data', 'demo.log'), sync: false });
  const bot = await startBot(config, createLogger({ level: config.logLevel, stream }));
  sandbox.connect(`http://127.0.0.1:${bot.port}/slack/events`);
  return bot;
}

/** What the page completes after a command about an account. */
async function accountNames({ book }: Bot): Promise<string[]> {
  return (await book.allAccounts()).slice(0, MOST_NAMES).map(({ name }) => name);
}

export const demo: CliCommand = { help: HELP, main };
