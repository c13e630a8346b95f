import { describe } from 'vitest';
import { ibmSalesCloud } from '../../../../src/adapters/ibm-sales-cloud/index.ts';
import { crmContract } from '../../../support/crm/crm-contract.ts';
import { fakeIbmSalesCloud } from '../../../support/crm/fake-ibm-sales-cloud.ts';

describe('writing to a CRM by its mapping', () => {
  crmContract(ibmSalesCloud, fakeIbmSalesCloud);
});
