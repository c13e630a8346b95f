import { loadConfig } from '../config/env.ts';
import { asCugarError } from '../core/errors.ts';
import { createLogger } from '../telemetry/logger.ts';
import { startBot } from './bot.ts';

/** Exit code for a wrong configuration, as sysexits.h has it. */
const EX_CONFIG = 78;
const STOP_DEADLINE_MS = 25_000;

/** Starts the bot and stops it at SIGTERM or SIGINT. A wrong configuration is one message and exit code 78. */
async function run(): Promise<void> {
  const config = loadConfig();
  const log = createLogger({ level: config.logLevel, base: { role: config.role } });
  for (const warning of config.warnings) log.warn({ component: 'config' }, warning);
  const bot = await startBot(config, log);
  log.info({ port: bot.port, metricsPort: bot.metricsPort, teamId: bot.teamId }, 'ready');

  process.on('unhandledRejection', (err) => log.error({ err }, 'a failure that nothing handled'));
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn('not everything stopped in time; what was running is taken up again by others');
      process.exit(0);
    }, STOP_DEADLINE_MS).unref();
    await bot.stop();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The same, and what cannot be started is told in words, without a stack trace. */
export async function runBot(): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    const error = asCugarError(thrown, 'SYSTEM_UNAVAILABLE');
    process.stderr.write(`${[error.message, error.detail.hint].filter(Boolean).join('\n')}\n`);
    process.exit(error.code === 'SYSTEM_CONFIG' ? EX_CONFIG : 1);
  }
}
