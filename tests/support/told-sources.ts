import { VendorError } from '../../src/adapters/http/vendor-error.ts';
import type { VendorSource } from '../../src/adapters/open-vendor.ts';
import { CAPABILITIES, type Capability } from '../../src/adapters/vendor.ts';
import type { Technology, VendorAccount } from '../../src/adapters/vendor-records.ts';
import { VENDOR_SETTINGS, type VendorName } from '../../src/config/vendors/index.ts';
import type { Contact, Opportunity, SignalRecord } from '../../src/core/records.ts';
import { anAccount } from './records.ts';

interface Told {
  readonly accounts?: readonly VendorAccount[];
  readonly company_enrichment?: readonly VendorAccount[];
  readonly contacts?: readonly Contact[];
  readonly opportunities?: readonly Opportunity[];
  readonly signals?: readonly SignalRecord[];
  readonly technologies?: readonly Technology[];
}

export interface ToldSource extends VendorSource {
  /** What was asked, in order. */
  readonly asked: string[];
  /** Everything fails this way from now on; null: nothing. */
  failWith(error: VendorError | null): void;
  tell(told: Told): void;
}

/** A source that tells what a test says, to see what the hub makes of it. */
export function toldSource(
  name: VendorName,
  first: Told,
  mode: 'live' | 'mock' = 'live',
  warnings: readonly string[] = [],
): ToldSource {
  const { title } = VENDOR_SETTINGS[name];
  const asked: string[] = [];
  let told = first;
  let error: VendorError | null = null;
  const reads = Object.entries(CAPABILITIES).map(([capability, method]) => [
    method,
    async () => {
      asked.push(capability);
      if (error) throw error;
      const items = told[capability as keyof Told];
      if (!items) throw new VendorError(title, 'not_supported');
      return { items, mode, fetchedAt: '2026-11-22T09:00:00.000Z', warnings };
    },
  ]);
  return {
    ...(Object.fromEntries(reads) as Pick<VendorSource, (typeof CAPABILITIES)[Capability]>),
    name,
    title,
    mode,
    capabilities: Object.keys(first) as Capability[],
    isHealthFree: true,
    health: async () => {},
    state: () => ({ circuit: 'closed', rate: null }),
    close: async () => {},
    asked,
    failWith: (failure) => {
      error = failure;
    },
    tell: (more) => {
      told = more;
    },
  };
}

/** An account as a vendor tells it. */
export function vendorAccount(name: VendorName, over: Partial<VendorAccount> = {}): VendorAccount {
  const origin = {
    source: VENDOR_SETTINGS[name].title,
    mode: 'live' as const,
    asOf: '2026-11-22T09:00:00.000Z',
  };
  return { ...anAccount(), ...origin, accountId: `${name}:1`, ...over };
}
