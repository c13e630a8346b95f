import type { MockRequest, MockRoutes } from '../../../src/adapters/mock/exchange.ts';
import type { MockWorld } from '../../../src/adapters/mock/mock-world.ts';
import type { SettingsOf, VendorName } from '../../../src/config/vendors/index.ts';

/** One thing that was written to a fake CRM, as it keeps it. */
export interface KeptEntry {
  readonly id: string;
  readonly recordId: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
}

/** What a fake CRM holds besides its mock's companies. */
export interface CrmState {
  readonly entries: KeptEntry[];
  /** Owners by the account's id there. */
  readonly owners: Map<string, string>;
  /** Accounts that are gone. */
  readonly gone: Set<string>;
}

export interface CrmUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Ann can own accounts; two people share an address; nobody else is known. */
export const USERS: readonly CrmUser[] = [
  { id: '7001', name: 'Ann Poe', email: 'ann@cugar.example' },
  { id: '7002', name: 'Shared One', email: 'desk@cugar.example' },
  { id: '7003', name: 'Shared Two', email: 'desk@cugar.example' },
];

/** A CRM that takes writes, as its documentation says. */
export interface FakeCrm<V extends VendorName = VendorName> {
  /** Whether it shows texts as HTML; otherwise as they are. */
  readonly isHtml: boolean;
  readonly settings: (url: string) => SettingsOf<V>;
  readonly routes: (world: MockWorld, state: CrmState) => MockRoutes;
  readonly isAllowed: (request: MockRequest) => boolean;
  /** Whether a request would create an entry, or change an owner. */
  readonly isCreation: (request: MockRequest) => boolean;
  readonly isOwnerChange: (request: MockRequest) => boolean;
  /** Requests for credentials. */
  readonly isToken?: (request: MockRequest) => boolean;
}

export const emptyState = (): CrmState => ({ entries: [], owners: new Map(), gone: new Set() });
