import type { SettingsOf, VendorName } from '../config/vendors/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Contact, Opportunity, SignalRecord, Stage } from '../core/records.ts';
import type { AnswerRules, Rate, Send, VendorAuth } from './http/exchange.ts';
import type { VendorLimits } from './http/http-client.ts';
import type { MockRoutes } from './mock/exchange.ts';
import type { MockWorld } from './mock/mock-world.ts';
import type { Technology, VendorAccount } from './vendor-records.ts';
import type { VendorWrites } from './vendor-writes.ts';

/** What vendors can be asked for, and the method that asks. */
export const CAPABILITIES = {
  accounts: 'accounts',
  contacts: 'contacts',
  opportunities: 'opportunities',
  signals: 'signals',
  company_enrichment: 'companyEnrichment',
  contact_enrichment: 'contactEnrichment',
  technologies: 'technologies',
} as const satisfies Record<string, keyof VendorReads>;
export type Capability = keyof typeof CAPABILITIES;

interface Ask {
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An account in the words of the vendor asked, as far as they are known. */
export interface AccountRef {
  /** The vendor's own id, without its name before it. */
  readonly id?: string | undefined;
  readonly domain?: string | undefined;
  readonly name?: string | undefined;
}

export interface AskAccounts extends Ask {
  /** The surest that is given decides: id, domain, name. Absent: all accounts. */
  readonly account?: AccountRef;
}
export interface AskAbout extends Ask {
  readonly account: AccountRef;
}
export interface AskOpportunities extends Ask {
  /** Absent: those of all accounts. */
  readonly account?: AccountRef;
}
export interface AskSignals extends AskAbout {
  readonly since: Date;
}
export interface AskContact extends Ask {
  readonly email?: string;
  readonly fullName?: string;
  readonly account?: AccountRef;
}

/** One page of what a client read; `VendorSource` adds where it comes from. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
  /** What a person should know about this answer, each a plain sentence. */
  readonly warnings?: readonly string[];
}

export interface VendorPage<T> extends Found<T> {
  readonly mode: 'live' | 'mock';
  readonly fetchedAt: string;
  readonly rate?: Rate;
  readonly warnings: readonly string[];
}

/** The questions. A client answers those of its capabilities; nothing found is an empty page. */
export interface VendorReads {
  accounts(ask: AskAccounts): Promise<Found<VendorAccount>>;
  contacts(ask: AskAbout): Promise<Found<Contact>>;
  opportunities(ask: AskOpportunities): Promise<Found<Opportunity>>;
  signals(ask: AskSignals): Promise<Found<SignalRecord>>;
  companyEnrichment(ask: AskAbout): Promise<Found<VendorAccount>>;
  contactEnrichment(ask: AskContact): Promise<Found<Contact>>;
  technologies(ask: AskAbout): Promise<Found<Technology>>;
}

export type VendorClient<C extends Capability = Capability> = Pick<VendorReads, (typeof CAPABILITIES)[C]> & {
  /** The cheapest question that proves address and credentials. Throws what is wrong. */
  health(signal?: AbortSignal): Promise<void>;
  /**
   * The vendor's id of an account, without charge and before the account itself is read; null where that must
   * come first. Absent where nothing is sooner than the account.
   */
  identify?(ask: AskAbout): Promise<string | null>;
};

export interface ClientContext<V extends VendorName> {
  readonly settings: SettingsOf<V>;
  readonly send: Send;
  readonly clock: Clock;
  /** What every record says of its source. */
  readonly origin: () => Origin;
  /** Stage names of this installation, from the registry, before the usual ones. */
  readonly stages: Readonly<Record<string, Stage>>;
}

export interface Origin {
  readonly source: string;
  readonly mode: 'live' | 'mock';
  readonly asOf: string;
}

/** A vendor as a value: the one shape of all `src/adapters/<vendor>/`. */
export interface Vendor<V extends VendorName = VendorName, C extends Capability = Capability>
  extends AnswerRules {
  readonly name: V;
  readonly capabilities: readonly C[];
  /** Those of an installation, where its settings leave some out. */
  capabilitiesOf?(settings: SettingsOf<V>): readonly C[];
  /** Hosts that the vendor's own answers may lead to. */
  readonly hosts: readonly string[];
  readonly limits: VendorLimits;
  /** Those of an installation, where its settings say others. */
  limitsOf?(settings: SettingsOf<V>): VendorLimits;
  /** The health question costs no credit and next to nothing of an allowance, so that it may be asked at every start. */
  readonly isHealthFree: boolean;
  /** Addresses besides `base_url` that settings name. */
  otherUrls?(settings: SettingsOf<V>): readonly string[];
  auth(context: Pick<ClientContext<V>, 'settings' | 'send' | 'clock'>): VendorAuth;
  createClient(context: ClientContext<V>): VendorClient<C>;
  /** Absent, or answering undefined: nothing can be written there. */
  createWrites?(context: Pick<ClientContext<V>, 'settings' | 'send'>): VendorWrites | undefined;
  /** Answers like the vendor, from the sample companies; what it does not know is a 404. */
  mock(world: MockWorld): MockRoutes;
}

/** Keeps the types of a vendor's parts together. */
export function defineVendor<V extends VendorName, const C extends Capability>(
  vendor: Vendor<V, C>,
): Vendor<V, C> {
  return vendor;
}
