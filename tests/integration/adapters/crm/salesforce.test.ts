import { describe } from 'vitest';
import { salesforce } from '../../../../src/adapters/salesforce/index.ts';
import { crmContract } from '../../../support/crm/crm-contract.ts';
import { fakeSalesforce } from '../../../support/crm/fake-salesforce.ts';

describe('writing to Salesforce', () => {
  crmContract(salesforce, fakeSalesforce);
});
