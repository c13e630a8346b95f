/** What is said where a vendor has more than was read. */
export function moreThanRead(vendor: string, what: string, count: number): string {
  return `${vendor} has more ${what} than the ${count} that were read.`;
}
