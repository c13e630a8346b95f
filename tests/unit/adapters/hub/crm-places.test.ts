import { describe, expect, it } from 'vitest';
import { VendorError } from '../../../../src/adapters/http/vendor-error.ts';
import { isAnswerLost } from '../../../../src/adapters/hub/answer-lost.ts';
import { createCrm } from '../../../../src/adapters/hub/create-crm.ts';
import type { VendorWrites } from '../../../../src/adapters/vendor-writes.ts';
import { SourcePolicy } from '../../../../src/config/registry-adapters.ts';
import type { VendorName } from '../../../../src/config/vendors/index.ts';
import type { FailureKind } from '../../../../src/core/source-failure.ts';
import { anAccount } from '../../../support/records.ts';
import { toldSource, vendorAccount } from '../../../support/told-sources.ts';

const never = async (): Promise<never> => {
  throw new Error('nothing may be written here');
};
const writes: VendorWrites = {
  forms: { message: 'note', touchpoint: 'task' },
  find: never,
  create: never,
  ownersByEmail: never,
  accountOwner: never,
  setAccountOwner: never,
};

const own = anAccount({ domain: 'northwind.example' });
const { signal } = new AbortController();

const knowing = (name: VendorName, mode: 'live' | 'mock' = 'live') =>
  Object.assign(
    toldSource(name, { accounts: [vendorAccount(name, { domain: 'northwind.example' })] }, mode),
    { writes },
  );
const ignorant = (name: VendorName) => Object.assign(toldSource(name, { accounts: [] }), { writes });

const placeIn = (sources: Parameters<typeof createCrm>[0], policy: object = {}) =>
  createCrm(sources, SourcePolicy.parse(policy)).place(own, 'message', signal);

describe('the place of an account among several CRMs', () => {
  it('is in the first of the order that knows it', async () => {
    const both = [knowing('pipedrive'), knowing('hubspot')];
    expect(await placeIn(both)).toMatchObject({ place: { crm: 'hubspot', title: 'HubSpot', recordId: '1' } });
    const reversed = { priority: { accounts: ['pipedrive', 'hubspot'] } };
    expect(await placeIn(both, reversed)).toMatchObject({ place: { crm: 'pipedrive' } });
    expect(await placeIn([ignorant('hubspot'), knowing('pipedrive')])).toMatchObject({
      place: { crm: 'pipedrive' },
    });
  });

  it('is nowhere when none knows it, or none is live', async () => {
    expect(await placeIn([ignorant('hubspot'), ignorant('pipedrive')])).toEqual({
      place: null,
      reason: 'the account is not in HubSpot or Pipedrive',
    });
    expect(await placeIn([knowing('hubspot', 'mock'), toldSource('pipedrive', { accounts: [] })])).toEqual({
      place: null,
      reason: 'no CRM is live',
    });
  });

  it('is unknown when the first cannot be asked, though a later one knows the account', async () => {
    const hubspot = knowing('hubspot');
    hubspot.failWith(new VendorError('HubSpot', 'timeout'));
    const pipedrive = knowing('pipedrive');
    expect(await placeIn([hubspot, pipedrive])).toEqual({
      place: null,
      reason: 'HubSpot did not answer in time, so it is not known whether it has the account',
    });
    expect(pipedrive.asked).toEqual([]);
  });

  it('is not with a company that merely has the name', async () => {
    const other = vendorAccount('hubspot', { domain: 'northwind.org' });
    const hubspot = Object.assign(toldSource('hubspot', { accounts: [other] }), { writes });
    expect(await placeIn([hubspot])).toMatchObject({ place: null });
  });
});

describe('an answer that failed', () => {
  const KINDS: Readonly<Record<FailureKind, boolean>> = {
    auth: false,
    forbidden: false,
    not_found: false,
    rate_limited: false,
    quota_exhausted: false,
    invalid_request: false,
    not_supported: false,
    circuit_open: false,
    upstream: true,
    timeout: true,
    contract: true,
  };

  it.each(Object.entries(KINDS))('as %s may have been carried out: %s', (kind, lost) => {
    expect(isAnswerLost(new VendorError('HubSpot', kind as FailureKind))).toBe(lost);
  });

  it('was not carried out where nobody was reached', () => {
    expect(isAnswerLost(new VendorError('HubSpot', 'upstream', { cause: 'ECONNREFUSED' }))).toBe(false);
    expect(isAnswerLost(new VendorError('HubSpot', 'timeout', { cause: 'UND_ERR_CONNECT_TIMEOUT' }))).toBe(
      false,
    );
    expect(isAnswerLost(new VendorError('HubSpot', 'upstream', { cause: 'ECONNRESET' }))).toBe(true);
  });

  it('of another sort may have been carried out', () => {
    expect(isAnswerLost(new TypeError('a mistake'))).toBe(true);
  });
});
