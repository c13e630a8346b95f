import type { Found } from './vendor.ts';

/** What is said where a vendor has more than was read. It stands beside what others say, so it names who is meant. */
export function moreThanRead(vendor: string, what: string, count: number): string {
  return `${vendor} has more ${what} than the ${count} that were read.`;
}

/** The same where only the first page was read; nothing where that is all there is. */
export function moreThanFirstPage(vendor: string, what: string, page: Found<unknown>): string[] {
  return page.nextCursor === undefined ? [] : [moreThanRead(vendor, what, page.items.length)];
}
