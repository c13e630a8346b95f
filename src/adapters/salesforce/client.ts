import type { z } from 'zod';
import { DAY, HOUR } from '../../core/clock.ts';
import { domainIn } from '../../core/web-domain.ts';
import { checked } from '../http/checked.ts';
import { isVendorError } from '../http/vendor-error.ts';
import { moreThanFirstPage } from '../more-than-read.ts';
import { remembered } from '../remembered.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { dealSignals } from './deal-signals.ts';
import { accountOf, contactOf, opportunityOf } from './map.ts';
import {
  ActivityCount,
  pageOf,
  SalesforceAccount,
  SalesforceContact,
  SalesforceHistory,
  SalesforceLimits,
  SalesforceOpportunity,
  SalesforceStage,
} from './schema.ts';
import { containing, dateOf, isSalesforceId, type Soql, soql } from './soql.ts';
import { stagesOf } from './stages.ts';

const TITLE = 'Salesforce';
/** All standard fields make wide rows: 2000 of them, the most there may be, are too large an answer. */
const PAGE = 500;
/** Accounts that fit a domain or a name; that many of one name are no company in particular. */
const MOST_FOUND = soql`LIMIT 20`;

type Signal = AbortSignal | undefined;

/**
 * Asks Salesforce in its query language. `FIELDS(STANDARD)` is whatever standard fields there are and the
 * user of the app may see: naming one that is hidden would make the whole question fail.
 */
export function createSalesforceClient({
  settings,
  send,
  clock,
  origin,
  stages: named,
}: ClientContext<'salesforce'>): VendorClient<'accounts' | 'contacts' | 'opportunities' | 'signals'> {
  const interfaceUrl = `services/data/${settings.api_version}`;
  const { currency } = settings;

  /** A page of what a query finds, or the page after, by its address. */
  const read = async <S extends z.ZodType>(
    record: S,
    query: Soql,
    { label, cursor, signal }: { label: string; cursor?: string | undefined; signal: Signal },
  ) => {
    const { body } = await send({
      ...(cursor === undefined
        ? { url: `${interfaceUrl}/query`, query: { q: query.soql } }
        : { url: cursor.replace(/^\/+/, '') }),
      label: `GET query ${label}`,
      headers: { 'sforce-query-options': `batchSize=${PAGE}` },
      signal,
    });
    const { records, nextRecordsUrl } = checked(TITLE, pageOf(record), body);
    return { items: records as z.output<S>[], nextCursor: nextRecordsUrl };
  };

  const stages = remembered(
    HOUR,
    () => clock.now(),
    async (signal) => {
      const query = soql`SELECT FIELDS(STANDARD) FROM OpportunityStage WHERE IsActive = true`;
      const { items } = await read(SalesforceStage, query, { label: 'OpportunityStage', signal });
      return stagesOf(items, named);
    },
  );

  const accounts = async (account: AccountRef, cursor: string | undefined, signal: Signal) => {
    const meant = accountsMeant(account);
    const query = meant
      ? soql`SELECT FIELDS(STANDARD), Owner.Name FROM Account WHERE ${meant} ORDER BY Id ${MOST_FOUND}`
      : soql`SELECT FIELDS(STANDARD), Owner.Name FROM Account ORDER BY Id`;
    const page = await read(SalesforceAccount, query, { label: 'Account', cursor, signal });
    return meant ? { ...page, items: page.items.filter((one) => isMeant(one, account)) } : page;
  };

  /** The id of the account that is meant; null when Salesforce does not have it. */
  const idOf = async (account: AccountRef, signal: Signal): Promise<string | null> => {
    if (isSalesforceId(account.id)) return account.id;
    return (await accounts(account, undefined, signal)).items[0]?.Id ?? null;
  };

  /** How many tasks were done and events held within seven days, by account; null where that is not told. */
  const weeklyActivities = async (account: AccountRef, signal: Signal) => {
    const meant = accountsMeant(account);
    if (!meant) return null;
    const [from, to] = [dateOf(new Date(clock.now().getTime() - 6 * DAY)), dateOf(clock.now())];
    const within = soql`ActivityDate >= ${from} AND ActivityDate <= ${to} AND AccountId IN (SELECT Id FROM Account WHERE ${meant}) GROUP BY AccountId`;
    const counted = soql`SELECT AccountId, COUNT(Id) activities`;
    const found = await Promise.all([
      read(ActivityCount, soql`${counted} FROM Task WHERE IsClosed = true AND ${within}`, {
        label: 'Task',
        signal,
      }),
      read(ActivityCount, soql`${counted} FROM Event WHERE ${within}`, { label: 'Event', signal }),
    ]);
    const sums = new Map<string, number>();
    for (const { AccountId, activities } of found.flatMap(({ items }) => items))
      sums.set(AccountId, (sums.get(AccountId) ?? 0) + activities);
    return sums;
  };

  const deals = (account: string | undefined, cursor: string | undefined, signal: Signal) => {
    const of = account === undefined ? soql`` : soql`WHERE AccountId = ${account} `;
    const query = soql`SELECT FIELDS(STANDARD), Owner.Name FROM Opportunity ${of}ORDER BY LastModifiedDate DESC`;
    return read(SalesforceOpportunity, query, { label: 'Opportunity', cursor, signal });
  };

  const history = (account: string, signal: Signal) => {
    const query = soql`SELECT FIELDS(STANDARD) FROM OpportunityHistory WHERE Opportunity.AccountId = ${account} ORDER BY CreatedDate DESC`;
    return read(SalesforceHistory, query, { label: 'OpportunityHistory', signal });
  };

  return {
    async accounts({ account = {}, cursor, signal }) {
      // Both to their end: nothing goes on being asked after the answer was given.
      const [found, week] = await Promise.allSettled([
        accounts(account, cursor, signal),
        cursor === undefined ? weeklyActivities(account, signal) : null,
      ]);
      if (found.status === 'rejected') throw found.reason;
      const counts = week.status === 'fulfilled' ? week.value : null;
      return {
        items: found.value.items.map((record) =>
          accountOf(record, origin(), {
            currency,
            weeklyActivities: counts ? (counts.get(record.Id) ?? 0) : undefined,
          }),
        ),
        nextCursor: found.value.nextCursor,
        ...(week.status === 'rejected' && { warnings: [notCounted(week.reason)] }),
      };
    },
    async contacts({ account, cursor, signal }) {
      const id = await idOf(account, signal);
      if (id === null) return NOTHING;
      const query = soql`SELECT FIELDS(STANDARD) FROM Contact WHERE AccountId = ${id} ORDER BY LastModifiedDate DESC`;
      const page = await read(SalesforceContact, query, { label: 'Contact', cursor, signal });
      return { ...page, items: page.items.flatMap((record) => contactOf(record, origin(), id) ?? []) };
    },
    async opportunities({ account, cursor, signal }) {
      const id = account ? await idOf(account, signal) : undefined;
      if (id === null) return NOTHING;
      const [page, known] = await Promise.all([deals(id, cursor, signal), stages(signal)]);
      const about = { currency, stages: known };
      return { ...page, items: page.items.map((record) => opportunityOf(record, origin(), about)) };
    },
    async signals({ account, since, signal }) {
      const id = await idOf(account, signal);
      if (id === null) return NOTHING;
      const [found, rows, known] = await Promise.all([
        deals(id, undefined, signal),
        history(id, signal),
        stages(signal),
      ]);
      const around = { origin: origin(), account: id, stages: known, since, now: clock.now() };
      return {
        items: found.items.flatMap((deal) => dealSignals(deal, rows.items, around)),
        warnings: [
          ...moreThanFirstPage(TITLE, 'opportunities to take signals from', found),
          ...moreThanFirstPage(TITLE, 'changes of opportunities', rows),
        ],
      };
    },
    async health(signal) {
      const { body } = await send({ url: `${interfaceUrl}/limits`, label: 'GET limits', signal });
      checked(TITLE, SalesforceLimits, body);
    },
  };
}

const NOTHING: Found<never> = { items: [] };

/** The condition that the account meant fulfils, and perhaps others; null for all accounts. */
function accountsMeant({ id, domain, name }: AccountRef): Soql | null {
  if (isSalesforceId(id)) return soql`Id = ${id}`;
  const byName = name === undefined ? null : soql`Name = ${name}`;
  if (domain === undefined) return byName;
  const byDomain = soql`Website LIKE ${containing(domain)}`;
  return byName ? soql`(${byDomain} OR ${byName})` : byDomain;
}

/** A web site is written in many ways; one of another company is another company, whatever its name. */
function isMeant({ Website }: SalesforceAccount, { id, domain, name }: AccountRef): boolean {
  if (isSalesforceId(id) || domain === undefined) return true;
  const own = domainIn(Website ?? '');
  return own === null ? name !== undefined : own === domain;
}

function notCounted(error: unknown): string {
  const why = isVendorError(error) ? error.message : `${TITLE} failed`;
  return `How much was done with the account this week is unknown: ${why}.`;
}
