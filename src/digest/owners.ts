import type { SalesData } from '../core/ports.ts';

const fold = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether both names are the same but for case and spaces. */
export function isOwnedBy(owner: string | undefined, name: string): boolean {
  return owner !== undefined && fold(owner) === fold(name);
}

/** The name under which the book of business knows this owner of deals, or seller; null when it does not. */
export async function findOwner(
  data: Pick<SalesData, 'allOpportunities' | 'reps'>,
  name: string,
): Promise<string | null> {
  const [deals, reps] = await Promise.all([data.allOpportunities(), data.reps()]);
  const names = [...deals.flatMap(({ owner }) => owner ?? []), ...reps.map((rep) => rep.name)];
  return names.find((known) => isOwnedBy(known, name)) ?? null;
}
