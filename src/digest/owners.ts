import type { SalesData } from '../core/ports.ts';

const fold = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether both names are the same but for case and spaces. */
export function isOwnedBy(owner: string | undefined, name: string): boolean {
  return owner !== undefined && fold(owner) === fold(name);
}

type Book = Pick<SalesData, 'allOpportunities' | 'reps'>;

/** Everybody who owns a deal or is a seller, each once. */
export async function ownerNames(data: Book): Promise<string[]> {
  const [deals, reps] = await Promise.all([data.allOpportunities(), data.reps()]);
  return [...new Set([...deals.flatMap(({ owner }) => owner ?? []), ...reps.map((rep) => rep.name)])];
}

/** The name under which the book of business knows this owner of deals, or seller; null when it does not. */
export async function findOwner(data: Book, name: string): Promise<string | null> {
  return (await ownerNames(data)).find((known) => isOwnedBy(known, name)) ?? null;
}
