import type { SourcePolicy } from '../../config/registry-adapters.ts';
import type { Crm } from '../../core/crm.ts';
import type { VendorSource } from '../open-vendor.ts';
import { createCrmPlaces, writingSources } from './crm-places.ts';
import { CRM_TIMES, type CrmTimes, createCrmWriter } from './crm-writer.ts';

/** What approvals write to CRMs, and where: only to live ones. For profiles that allow it. */
export function createCrm(
  sources: readonly VendorSource[],
  policy: SourcePolicy,
  times: Partial<CrmTimes> = {},
): Crm {
  const crms = writingSources(sources, policy);
  const all = { ...CRM_TIMES, ...times };
  return { ...createCrmPlaces(crms, all), ...createCrmWriter(crms, all) };
}
