/** Where the records of these tests come from, and the moment they are read at. */
export const origin = {
  source: 'IBM Sales Cloud',
  mode: 'live' as const,
  asOf: '2026-11-22T09:00:00.000Z',
};
export const now = new Date('2026-11-22T09:00:00.000Z');
