import {
  type SettingsOf,
  VENDOR_SETTINGS,
  type VendorConfig,
  type VendorName,
} from '../config/vendors/index.ts';
import type { VendorSettings } from '../config/vendors/vendor-settings.ts';
import type { Clock } from '../core/clock.ts';
import type { Stage } from '../core/records.ts';
import type { Rate, Send } from './http/exchange.ts';
import type { Circuit } from './http/gate.ts';
import { type AttemptReport, createHttpClient, type HttpTimes } from './http/http-client.ts';
import { VendorError } from './http/vendor-error.ts';
import { createMockSend } from './mock/mock-send.ts';
import type { MockWorld } from './mock/mock-world.ts';
import {
  type AskAbout,
  CAPABILITIES,
  type Capability,
  type Found,
  type Vendor,
  type VendorPage,
  type VendorReads,
} from './vendor.ts';
import type { VendorWrites } from './vendor-writes.ts';

type Paged<F> = F extends (ask: infer A) => Promise<Found<infer T>>
  ? (ask: A) => Promise<VendorPage<T>>
  : never;

/** A vendor that can be asked: every question exists, and what it cannot tell throws `not_supported`. */
export type VendorSource = { readonly [M in keyof VendorReads]: Paged<VendorReads[M]> } & {
  readonly name: VendorName;
  readonly title: string;
  readonly mode: 'live' | 'mock';
  readonly capabilities: readonly Capability[];
  readonly isHealthFree: boolean;
  /** Absent where nothing can be written: also of every mock. */
  readonly writes?: VendorWrites;
  health(signal?: AbortSignal): Promise<void>;
  /** As `VendorClient` says. */
  identify?(ask: AskAbout): Promise<string | null>;
  state(): { readonly circuit: Circuit; readonly rate: Rate | null };
  close(): Promise<void>;
};

export interface OpenOptions<V extends VendorName> {
  readonly config: Exclude<VendorConfig<V>, { readonly mode: 'off' }>;
  readonly clock: Clock;
  /** What mocks answer from. */
  readonly world: () => MockWorld;
  readonly stages?: Readonly<Record<string, Stage>>;
  readonly onAttempt?: (report: AttemptReport) => void;
  /** For tests: shorter ones. */
  readonly times?: Partial<HttpTimes>;
  readonly random?: () => number;
}

/** Connects a vendor as configured: with its server, or with its mock. */
export function openVendor<V extends VendorName, C extends Capability>(
  vendor: Vendor<V, C>,
  options: OpenOptions<V>,
): VendorSource {
  const { config, clock, stages = {} } = options;
  const { title, settings: table }: VendorSettings = VENDOR_SETTINGS[vendor.name];
  const settings = config.mode === 'live' ? config.settings : mockSettings<V>(table);
  const { base_url: baseUrl } = settings as { readonly base_url: string };
  const otherUrls = vendor.otherUrls?.(settings) ?? [];
  const link =
    config.mode === 'live'
      ? liveLink(vendor, settings, { ...options, title, baseUrl, otherUrls })
      : mockLink({
          ...vendor,
          vendor: title,
          baseUrl,
          otherUrls,
          clock,
          routes: vendor.mock(options.world()),
        });
  const origin = () => ({ source: title, mode: config.mode, asOf: clock.now().toISOString() });
  const client = vendor.createClient({ settings, send: link.send, clock, origin, stages });

  const writes = config.mode === 'live' ? vendor.createWrites?.({ settings, send: link.send }) : undefined;
  const capabilities: readonly Capability[] = vendor.capabilitiesOf?.(settings) ?? vendor.capabilities;

  const ask = (capability: Capability) => async (question: never) => {
    if (!capabilities.includes(capability)) throw new VendorError(title, 'not_supported');
    const method = CAPABILITIES[capability];
    const read = (client as unknown as Record<string, (ask: never) => Promise<Found<unknown>>>)[method];
    const { warnings = [], ...found } = (await read?.(question)) ?? { items: [] };
    const { rate } = link.state();
    const fetchedAt = clock.now().toISOString();
    return { ...found, warnings, mode: config.mode, fetchedAt, ...(rate && { rate }) };
  };
  const reads = Object.entries(CAPABILITIES).map(([capability, method]) => [
    method,
    ask(capability as Capability),
  ]);
  return {
    ...(Object.fromEntries(reads) as { readonly [M in keyof VendorReads]: Paged<VendorReads[M]> }),
    name: vendor.name,
    title,
    mode: config.mode,
    capabilities,
    isHealthFree: vendor.isHealthFree,
    ...(writes && { writes }),
    health: (signal) => client.health(signal),
    ...(client.identify && { identify: client.identify }),
    state: link.state,
    close: link.close,
  };
}

interface Link {
  readonly send: Send;
  state(): { readonly circuit: Circuit; readonly rate: Rate | null };
  close(): Promise<void>;
}

interface LinkOptions extends Pick<OpenOptions<VendorName>, 'clock' | 'onAttempt' | 'times' | 'random'> {
  readonly title: string;
  readonly baseUrl: string;
  readonly otherUrls: readonly string[];
}

function liveLink<V extends VendorName, C extends Capability>(
  vendor: Vendor<V, C>,
  settings: SettingsOf<V>,
  { title, ...options }: LinkOptions,
): Link {
  const send: Send = (request) => client.send(request);
  const auth = vendor.auth({ settings, send, clock: options.clock });
  const limits = vendor.limitsOf?.(settings) ?? vendor.limits;
  const client = createHttpClient({ ...vendor, ...options, vendor: title, limits, auth });
  return client;
}

function mockLink(options: Parameters<typeof createMockSend>[0]): Link {
  return {
    send: createMockSend(options),
    state: () => ({ circuit: 'closed', rate: null }),
    close: async () => {},
  };
}

/** What a mock is told in place of real settings: defaults, and examples of what is needed, none of them secret. */
function mockSettings<V extends VendorName>(table: VendorSettings['settings']): SettingsOf<V> {
  const values = Object.entries(table).flatMap(([key, setting]) => {
    const value = setting.default ?? (setting.isNeeded ? setting.example : undefined);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(values) as SettingsOf<V>;
}
