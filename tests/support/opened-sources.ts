import { Redis } from 'ioredis';
import { openLocalBook } from '../../src/adapters/local/open-local-book.ts';
import { openSources } from '../../src/composition/sources.ts';
import { botMetrics } from '../../src/composition/telemetry.ts';
import { loadConfig } from '../../src/config/env.ts';
import { SourcePolicy } from '../../src/config/registry-adapters.ts';
import type { Environment } from '../../src/config/variables.ts';
import type { VendorModeVariable, VendorName } from '../../src/config/vendors/index.ts';
import { VENDORS, vendorModeVariable } from '../../src/config/vendors/index.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { SalesData } from '../../src/core/ports.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

export interface OpenedSources {
  readonly data: SalesData;
  readonly reports: Awaited<ReturnType<typeof openSources>>['reports'];
  close(): Promise<void>;
}

interface OpenOptions {
  readonly redisUrl: string;
  readonly clock: Clock;
  readonly rest: 'mock' | 'off';
  readonly mocks?: readonly VendorName[];
  /** Number of a database that no other test file uses; it is emptied. */
  readonly db?: number;
}

/** Every vendor in one mode. */
function allIn(mode: 'mock' | 'off'): Readonly<Record<VendorModeVariable, string>> {
  return Object.fromEntries(VENDORS.map((name) => [vendorModeVariable(name), mode])) as never;
}

/** The sample book and the vendors, put together as the bot does it: some live, the others as `rest` says. */
export async function openedSources(
  live: readonly { readonly env: Environment }[],
  { redisUrl, clock, rest, mocks = [], db = 9 }: OpenOptions,
): Promise<OpenedSources> {
  const mocked = mocks.map((name) => ({ [vendorModeVariable(name)]: 'mock' }));
  const env: Environment = Object.assign({}, allIn(rest), ...mocked, ...live.map(({ env }) => env));
  const config = loadConfig(env, { needsSlack: false });
  const book = await openLocalBook({ ...config.salesData, clock, onProblem: () => {} });
  // A place of its own: what vendors said before must not speak here.
  const redis = new Redis(new URL(`/${db}`, redisUrl).href);
  const close = async () => {
    await book.close();
    redis.disconnect();
  };
  try {
    await redis.flushdb();
    const sources = await openSources({
      config,
      policy: SourcePolicy.parse({}),
      book,
      redis,
      clock,
      log: createLogger({ level: 'silent' }),
      metrics: botMetrics(),
    });
    return {
      data: sources.hub.data,
      reports: sources.reports,
      close: async () => {
        await sources.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
