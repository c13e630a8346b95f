import { describe } from 'vitest';
import { hubspot } from '../../../../src/adapters/hubspot/index.ts';
import { crmContract } from '../../../support/crm/crm-contract.ts';
import { fakeHubspot } from '../../../support/crm/fake-hubspot.ts';

describe('writing to HubSpot', () => {
  crmContract(hubspot, fakeHubspot);
});
