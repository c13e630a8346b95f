import { describe } from 'vitest';
import { pipedrive } from '../../../../src/adapters/pipedrive/index.ts';
import { crmContract } from '../../../support/crm/crm-contract.ts';
import { fakePipedrive } from '../../../support/crm/fake-pipedrive.ts';

describe('writing to Pipedrive', () => {
  crmContract(pipedrive, fakePipedrive);
});
