import type { z } from 'zod';
import { readCrmMapping } from '../../config/vendors/read-crm-mapping.ts';
import { domainIn } from '../../core/web-domain.ts';
import { checked } from '../http/checked.ts';
import { isVendorError, VendorError } from '../http/vendor-error.ts';
import type { AccountRef, ClientContext, Found, VendorClient } from '../vendor.ts';
import { filledPath, filledQuery, type Given } from './filled.ts';
import { accountOf, contactOf, opportunityOf, signalOf } from './map.ts';
import { cursorAfter, pageQuery } from './paging.ts';
import { at, picked, pickedExtra } from './places.ts';
import { CrmAccount, CrmContact, CrmOpportunity, CrmRecord, CrmRecords, CrmSignal } from './schema.ts';

const TITLE = 'IBM Sales Cloud';

type Signal = AbortSignal | undefined;

/** A kind of record as its mapping describes it. */
interface Section {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly list?: string | undefined;
}

/** Asks any CRM with a plain REST interface, as its mapping says. */
export function createCrmClient({
  settings,
  send,
  clock,
  origin,
  stages: named,
}: ClientContext<'ibm_sales_cloud'>): VendorClient<'accounts' | 'contacts' | 'opportunities' | 'signals'> {
  const mapping = readCrmMapping(settings.mapping);
  const { accounts } = mapping;

  const page = async (
    section: Section,
    label: string,
    given: Given,
    { cursor, signal }: { readonly cursor?: string | undefined; readonly signal: Signal },
  ) => {
    const isAddress = mapping.paging.style === 'link' && cursor !== undefined;
    const { body } = await send({
      url: isAddress ? cursor : filledPath(section.path, given),
      label: `GET ${label}`,
      query: isAddress ? {} : { ...filledQuery(section.query, given), ...pageQuery(mapping.paging, cursor) },
      signal,
    });
    const records = checked(TITLE, CrmRecords, at(body, section.list));
    const nextCursor = cursorAfter(mapping.paging, { title: TITLE, body, count: records.length, cursor });
    return { records, nextCursor };
  };

  const readAccount = (record: CrmRecord) => ({
    record,
    account: checked(TITLE, CrmAccount, picked(record, accounts.fields)),
  });

  const byId = async (id: string, signal: Signal) => {
    const url = filledPath(accounts.one, { id });
    const answer = await orNothing(send({ url, label: 'GET accounts/{id}', signal }));
    if (!answer) return [];
    return [readAccount(checked(TITLE, CrmRecord, at(answer.body, accounts.record)))];
  };

  const found = async (query: Readonly<Record<string, string>>, given: Given, signal: Signal) => {
    const section = { ...accounts, query: { ...accounts.query, ...query } };
    return (await page(section, 'accounts', given, { signal })).records.map(readAccount);
  };

  /** What is found by domain or name; of that, a company with another web site is another company. */
  const lookedUp = async ({ id, domain, name }: AccountRef, signal: Signal) => {
    if (id !== undefined) return byId(id, signal);
    const { find } = accounts;
    if (domain !== undefined && find.domain) {
      const all = await found(find.domain, { domain }, signal);
      const own = all.filter(({ account }) => domainIn(account.domain ?? '') === domain);
      if (own.length > 0) return own;
    }
    if (name === undefined || !find.name) return [];
    const all = await found(find.name, { name }, signal);
    return all.filter(({ account }) => {
      const own = domainIn(account.domain ?? '');
      return sameName(account.name, name) && (own === null || domain === undefined || own === domain);
    });
  };

  /** The id of the account that is meant; null when the CRM does not have it. */
  const idOf = async (account: AccountRef, signal: Signal): Promise<string | null> => {
    if (account.id !== undefined) return account.id;
    const [first] = await lookedUp(account, signal);
    return first ? String(first.account.id) : null;
  };

  /** A page of what belongs to an account; of an account that is gone, nothing. */
  const belonging = async <S extends z.ZodType, T>(
    section: Section & { readonly fields: Parameters<typeof picked>[1]; readonly extra: Given },
    label: string,
    schema: S,
    read: (record: z.output<S>, extra: Given) => T | null,
    ask: { given: Given; cursor?: string | undefined; signal: Signal },
  ): Promise<Found<T>> => {
    const answer = await orNothing(page(section, label, ask.given, ask));
    if (!answer) return NOTHING;
    const items = answer.records.flatMap((record) => {
      const fields = checked(TITLE, schema, picked(record, section.fields));
      return read(fields, pickedExtra(record, section.extra as Readonly<Record<string, string>>)) ?? [];
    });
    return { items, nextCursor: answer.nextCursor };
  };

  const mapped = <T>(section: T | undefined): T => {
    if (section === undefined) throw new VendorError(TITLE, 'not_supported');
    return section;
  };

  return {
    async accounts({ account, cursor, signal }) {
      const { records, nextCursor } = account
        ? { records: await lookedUp(account, signal), nextCursor: undefined }
        : await page(accounts, 'accounts', {}, { cursor, signal }).then((all) => ({
            ...all,
            records: all.records.map(readAccount),
          }));
      const items = records.map(({ record, account: fields }) =>
        accountOf(fields, origin(), {
          values: accounts.values.status,
          extra: pickedExtra(record, accounts.extra),
        }),
      );
      return { items, nextCursor };
    },
    async contacts({ account, cursor, signal }) {
      const section = mapped(mapping.contacts);
      const id = await idOf(account, signal);
      if (id === null) return NOTHING;
      const read = (record: CrmContact, extra: Given) => contactOf(record, origin(), { account: id, extra });
      return belonging(section, 'contacts', CrmContact, read, { given: { account: id }, cursor, signal });
    },
    async opportunities({ account, cursor, signal }) {
      const section = mapped(mapping.opportunities);
      const id = account ? await idOf(account, signal) : undefined;
      if (id === null) return NOTHING;
      // Where the path itself names the account, there is no place that holds those of all accounts.
      if (id === undefined && section.path.includes('{account}'))
        throw new VendorError(TITLE, 'not_supported');
      const read = (record: CrmOpportunity, extra: Given) =>
        opportunityOf(record, origin(), { account: id, values: section.values.stage, named, extra });
      return belonging(section, 'opportunities', CrmOpportunity, read, {
        given: { account: id },
        cursor,
        signal,
      });
    },
    async signals({ account, since, cursor, signal }) {
      const section = mapped(mapping.signals);
      const id = await idOf(account, signal);
      if (id === null) return NOTHING;
      const about = { account: id, values: section.values.type, since, now: clock.now() };
      const read = (record: CrmSignal, extra: Given) => signalOf(record, origin(), { ...about, extra });
      const given = { account: id, since: since.toISOString() };
      return belonging(section, 'signals', CrmSignal, read, { given, cursor, signal });
    },
    async health(signal) {
      await send({ url: mapping.health, label: 'GET health', signal });
    },
  };
}

const NOTHING: Found<never> = { items: [] };

function sameName(a: string | null | undefined, b: string): boolean {
  return a?.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Null in place of "there is no such thing". */
async function orNothing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isVendorError(error, 'not_found')) return null;
    throw error;
  }
}
