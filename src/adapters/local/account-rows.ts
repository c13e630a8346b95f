import { z } from 'zod';
import { type Account, AccountStatus } from '../../core/records.ts';
import type { Column } from './columns.ts';
import { fields } from './fields.ts';
import { entityRows, isFirst, type LoadContext, originOf, record, stableId } from './load-context.ts';

const AccountRow = z.strictObject({
  account_id: fields.id,
  name: z.string('is missing').max(200, 'is longer than 200 characters'),
  domain: fields.domain,
  aliases: fields.list,
  industry: fields.name,
  employee_count: fields.employees,
  annual_revenue: fields.money,
  currency: fields.currency,
  region: fields.name,
  country: fields.name,
  status: fields.name,
  owner: fields.name,
  territory: fields.name,
  technologies: fields.list,
  parent: fields.name,
} satisfies Record<Column<'accounts'>, z.ZodType>);

/** Reads the accounts, by id. A second row with an id is reported and passed over. */
export async function loadAccounts(context: LoadContext): Promise<Map<string, Account>> {
  const origin = originOf(context, 'accounts');
  const accounts = new Map<string, Account>();
  for await (const row of entityRows(context, 'accounts', AccountRow)) {
    const { value, extra } = row;
    const name = value.name.replace(/\s+/g, ' ');
    const accountId = value.account_id ?? stableId('acc', value.domain ?? name);
    if (!isFirst(accounts, accountId, row)) continue;
    const status = AccountStatus.safeParse(value.status?.toLowerCase()).data;
    const statusRaw = row.written.status ?? value.status;
    accounts.set(
      accountId,
      record(origin, {
        extra,
        accountId,
        name,
        domain: value.domain,
        aliases: value.aliases ?? [],
        industry: value.industry,
        employeeCount: value.employee_count,
        annualRevenue:
          value.annual_revenue === undefined
            ? undefined
            : { amount: value.annual_revenue, currency: value.currency ?? context.currency },
        region: value.region,
        country: value.country,
        status,
        statusRaw: statusRaw === status ? undefined : statusRaw,
        owner: value.owner,
        territory: value.territory,
        technologies: value.technologies ?? [],
        parent: value.parent,
      }),
    );
  }
  return accounts;
}
