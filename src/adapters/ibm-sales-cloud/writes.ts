import { readCrmMapping } from '../../config/vendors/read-crm-mapping.ts';
import { htmlOf } from '../html-text.ts';
import { checked } from '../http/checked.ts';
import type { ClientContext } from '../vendor.ts';
import type { VendorWrites, WriteEntry } from '../vendor-writes.ts';
import { filledBody, filledPath, filledQuery, type Given } from './filled.ts';
import { cursorAfter, pageQuery } from './paging.ts';
import { at } from './places.ts';
import { CrmRecord, CrmRecords, CrmWrittenId } from './schema.ts';

const TITLE = 'IBM Sales Cloud';
/** Pages of entries and of users that are looked through. */
const MOST_PAGES = 10;

/** Writes to any CRM with a plain REST interface, as its mapping says; undefined where it says nothing of writing. */
export function createCrmWrites({
  settings,
  send,
}: Pick<ClientContext<'ibm_sales_cloud'>, 'settings' | 'send'>): VendorWrites | undefined {
  const { writes, accounts, paging } = readCrmMapping(settings.mapping);
  if (!writes) return undefined;
  const { entries, owners, change_owner: change } = writes;

  /** Every record of a list, page after page. */
  async function* listed(
    section: typeof entries | typeof owners,
    label: string,
    given: Given,
    signal: AbortSignal,
  ) {
    let cursor: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const isAddress = paging.style === 'link' && cursor !== undefined;
      const query = { ...filledQuery(section.query, given), ...pageQuery(paging, cursor) };
      const { body } = await send({
        url: isAddress && cursor !== undefined ? cursor : filledPath(section.path, given),
        label: `GET ${label}`,
        query: isAddress ? {} : query,
        signal,
      });
      const records = checked(TITLE, CrmRecords, at(body, section.list));
      yield* records;
      cursor = cursorAfter(paging, { title: TITLE, body, count: records.length, cursor });
      if (cursor === undefined) return;
    }
  }

  const idAt = (record: unknown, place: string) => String(checked(TITLE, CrmWrittenId, at(record, place)));

  return {
    forms: { message: entries.form, touchpoint: entries.form },
    async find({ recordId, mark, signal }) {
      for await (const record of listed(entries, 'entries', { account: recordId }, signal)) {
        const text = at(record, entries.text);
        if (typeof text === 'string' && text.includes(mark)) return idAt(record, entries.id);
      }
      return null;
    },
    async create(entry) {
      const { body } = await send({
        method: 'POST',
        url: filledPath(entries.path, { account: entry.recordId }),
        label: 'POST entries',
        json: filledBody(entries.body, givenOf(entry, entries.html)),
        signal: entry.signal,
      });
      return idAt(body, entries.created ?? entries.id);
    },
    async ownersByEmail(email, signal) {
      const found: { ownerId: string; name: string }[] = [];
      for await (const record of listed(owners, 'owners', { email }, signal)) {
        const own = at(record, owners.email);
        if (typeof own !== 'string' || own.toLowerCase() !== email.toLowerCase()) continue;
        const name = at(record, owners.name);
        found.push({
          ownerId: idAt(record, owners.id),
          name: typeof name === 'string' && name ? name : email,
        });
      }
      return found;
    },
    async accountOwner(recordId, signal) {
      const url = filledPath(accounts.one, { id: recordId });
      const { body } = await send({ url, label: 'GET accounts/{id}', signal });
      const record = checked(TITLE, CrmRecord, at(body, accounts.record));
      const owner = at(record, accounts.extra.owner_id);
      return owner === undefined || owner === null || owner === '' ? null : String(owner);
    },
    async setAccountOwner(recordId, ownerId, signal) {
      await send({
        method: change.method,
        isIdempotent: true,
        url: filledPath(change.path, { id: recordId }),
        label: `${change.method} accounts/{id}`,
        json: filledBody(change.body, { owner: ownerId }),
        signal,
      });
    },
  };
}

function givenOf(
  { kind, title, text, at: when, minutes, mark, recordId }: WriteEntry,
  isHtml: boolean,
): Given {
  const whole = `${text}\n\n[${mark}]`;
  return {
    kind,
    title,
    text: isHtml ? htmlOf(whole) : whole,
    at: when,
    minutes: minutes?.toString(),
    account: recordId,
  };
}
