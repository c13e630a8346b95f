/** What every record of these tests comes from, and the window that signals are read in. */
export const origin = { source: 'Apollo.io', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
export const around = {
  organizationId: 'o1',
  origin,
  since: new Date('2026-01-01T00:00:00.000Z'),
  now: new Date('2026-11-22T09:00:00.000Z'),
};
