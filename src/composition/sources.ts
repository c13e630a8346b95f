import { isVendorError } from '../adapters/http/vendor-error.ts';
import { createHub } from '../adapters/hub/create-hub.ts';
import { createSourceHealth } from '../adapters/hub/source-health.ts';
import { createHealthTeller } from '../adapters/hub/tell-health.ts';
import { loadBook } from '../adapters/local/load-book.ts';
import { createMockWorld, type MockWorld } from '../adapters/mock/mock-world.ts';
import { openVendor, type VendorSource } from '../adapters/open-vendor.ts';
import { adapterOf } from '../adapters/vendors.ts';
import type { Config } from '../config/env.ts';
import type { SourcePolicy } from '../config/registry-adapters.ts';
import { VENDOR_SETTINGS, VENDORS, type VendorName, vendorModeVariable } from '../config/vendors/index.ts';
import { type Clock, SECOND } from '../core/clock.ts';
import { CugarError } from '../core/errors.ts';
import type { SalesData } from '../core/ports.ts';
import type { SourceReport } from '../core/source-report.ts';
import { createSnapshotStore } from '../store/snapshot-store.ts';
import { createSourceHealthStore } from '../store/source-health-store.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Infrastructure } from './infrastructure.ts';

interface SourceParts {
  readonly config: Config;
  readonly policy: SourcePolicy;
  readonly book: SalesData;
  readonly redis: Infrastructure['requests'];
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** How long the start waits for vendors to accept their credentials. */
const START_MS = 5 * SECOND;

/** The vendors as configured, and the hub that puts them beside the book of business. */
export async function openSources({ config, policy, book, redis, clock, log, metrics }: SourceParts) {
  const told = createSourceHealthStore(redis);
  const teller = createHealthTeller((health) => told.tell(health));
  const isSample = book.status().mode === 'sample';
  const needsWorld = isSample && VENDORS.some((name) => config.vendors[name].mode === 'mock');
  const world = needsWorld ? await sampleWorld(config.salesData.dir, clock) : null;

  const open = (name: VendorName): VendorSource[] => {
    const vendorConfig = config.vendors[name];
    if (vendorConfig.mode === 'off' || (vendorConfig.mode === 'mock' && !world)) return [];
    const health = createSourceHealth(clock);
    const source: VendorSource = openVendor(adapterOf(name), {
      config: vendorConfig,
      clock,
      world: () => world ?? { now: clock.now(), companies: [] },
      stages: policy.stages[name] ?? {},
      onAttempt: (report) => {
        health.count(report);
        metrics.vendorRequest(name, report.outcome, report.ms);
        log.debug({ component: 'vendor', vendor: name, ...report }, 'a vendor was asked');
        teller.changed(name, () => health.health(source.state()));
      },
    });
    return [source];
  };
  const sources = VENDORS.flatMap(open);
  const close = async () => {
    await Promise.all(sources.map((source) => source.close()));
    await teller.flush();
  };
  await Promise.all(sources.map((source) => requireCredentials(source, log))).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const hub = createHub({
    book,
    sources,
    policy,
    clock,
    snapshots: createSnapshotStore(redis),
    onTrouble: (err) => log.warn({ component: 'vendor', err }, 'what vendors said before cannot be read'),
  });
  return {
    hub,
    close,
    /** How every vendor is used and does, in the order of the configuration. */
    async reports(): Promise<SourceReport[]> {
      const health = await told.all();
      const active = hub.active();
      return VENDORS.map((name) => {
        const { mode } = config.vendors[name];
        const isActive = active.some((source) => source.name === name);
        const { title } = VENDOR_SETTINGS[name];
        return {
          title,
          mode: mode === 'mock' && !isActive ? 'idle' : mode,
          health: mode === 'live' ? (health.get(name) ?? null) : null,
        };
      });
    },
  };
}

async function sampleWorld(dir: string, clock: Clock): Promise<MockWorld> {
  return createMockWorld(await loadBook({ dir, clock, isSample: true }), clock.now());
}

/** Refuses to start with credentials that a live vendor does not take. A vendor that is away is no reason. */
async function requireCredentials(source: VendorSource, log: Logger): Promise<void> {
  if (source.mode !== 'live' || !source.isHealthFree) return;
  try {
    await source.health(AbortSignal.timeout(START_MS));
  } catch (error) {
    if (isVendorError(error, 'auth', 'forbidden')) {
      const mode = vendorModeVariable(source.name);
      throw new CugarError('SYSTEM_CONFIG', `${error.message} (${mode} is "live")`, {
        hint: `Correct the credentials of ${source.title}, or set ${mode} to "mock" or "off"; see docs/reference/configuration.md#${mode.toLowerCase()}.`,
        facts: error.detail.facts ?? {},
      });
    }
    log.warn({ component: 'vendor', vendor: source.name, err: error }, 'a vendor cannot be reached');
  }
}
