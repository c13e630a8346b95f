import type { SignalRecord } from '../core/records.ts';
import { isVendorError } from './http/vendor-error.ts';
import type { Found } from './vendor.ts';

/**
 * Credentials are made, or paid for, for some questions and not for others: one that is forbidden is said, and
 * does not hide what the others tell.
 */
export async function orMissing(
  vendor: string,
  what: string,
  read: () => Promise<Found<SignalRecord>>,
): Promise<Found<SignalRecord>> {
  try {
    return await read();
  } catch (error) {
    if (!isVendorError(error, 'forbidden')) throw error;
    const warning = `${vendor} does not show ${what} with these credentials: that is not the same as nothing new.`;
    return { items: [], warnings: [warning] };
  }
}
