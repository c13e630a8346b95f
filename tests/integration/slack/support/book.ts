import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalBook } from '../../../../src/adapters/local/open-local-book.ts';
import type { SalesData } from '../../../../src/core/ports.ts';

const ACCOUNTS = `account_id,name,domain,industry,region
northwind,Northwind,northwind.example,Logistics,Europe
umlaut,Müller & Söhne,mueller.example,Manufacturing,Europe
acme-eu,Acme,acme-eu.example,Software,Europe
acme-us,Acme,acme-us.example,Software,North America
`;

/** A small real book of business; `close` removes it. */
export async function openBook(): Promise<SalesData & { close(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-book-'));
  await writeFile(join(dir, 'accounts.csv'), ACCOUNTS);
  const book = await openLocalBook({ dir, clock: { now: () => new Date() }, isSample: false });
  return {
    ...book,
    async close() {
      await book.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
