import { SECOND } from '../../core/clock.ts';
import type { MessageChannel } from '../../core/payloads/message.ts';
import { htmlOf } from '../html-text.ts';
import { checked } from '../http/checked.ts';
import { VendorError } from '../http/vendor-error.ts';
import type { ClientContext } from '../vendor.ts';
import type { VendorWrites, WriteEntry } from '../vendor-writes.ts';
import { Activity, Organization, oneOf, pageOf, Users } from './schema.ts';

const TITLE = 'Pipedrive';
const PAGE = 500;
/** Pages of activities that are looked through, the newest first. */
const MOST_PAGES = 4;

/** Types that every account begins with. */
const TYPES = { email: 'email', phone: 'call', linkedin: 'task', sms: 'task' } as const satisfies Record<
  MessageChannel,
  string
>;

/** Writes activities and owners to Pipedrive. Activities are not done: nothing was sent and nobody was called. */
export function createPipedriveWrites({ send }: Pick<ClientContext<'pipedrive'>, 'send'>): VendorWrites {
  const organization = (recordId: string) => `organizations/${encodeURIComponent(recordId)}`;
  return {
    forms: { message: 'activity', touchpoint: 'activity' },
    async find({ recordId, mark, signal }) {
      let cursor: string | undefined;
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const sorted = { sort_by: 'add_time', sort_direction: 'desc' };
        const query = { org_id: recordId, limit: PAGE, ...sorted, cursor };
        const { body } = await send({ url: 'activities', label: 'GET activities', query, signal });
        const { data, additional_data: more } = checked(TITLE, pageOf(Activity), body);
        const found = data?.find(({ note }) => note?.includes(mark));
        if (found) return String(found.id);
        cursor = more?.next_cursor ?? undefined;
        if (cursor === undefined) break;
      }
      return null;
    },
    async create(entry) {
      const { signal } = entry;
      const json = activityOf(entry);
      const answer = await send({
        method: 'POST',
        url: 'activities',
        label: 'POST activities',
        json,
        signal,
      });
      return String(checked(TITLE, oneOf(Activity), answer.body).data.id);
    },
    // Users are asked of version 1: version 2 has none.
    async ownersByEmail(email, signal) {
      const query = { term: email, search_by_email: 1 };
      const { body } = await send({ url: '../v1/users/find', label: 'GET users/find', query, signal });
      return (checked(TITLE, Users, body).data ?? [])
        .filter((user) => user.email.toLowerCase() === email.toLowerCase() && user.active_flag)
        .map(({ id, name }) => ({ ownerId: String(id), name: name || email }));
    },
    async accountOwner(recordId, signal) {
      const label = 'GET organizations/{id}';
      const { body } = await send({ url: organization(recordId), label, signal });
      const { owner_id: owner } = checked(TITLE, oneOf(Organization), body).data;
      return owner ? String(owner) : null;
    },
    async setAccountOwner(recordId, ownerId, signal) {
      const json = { owner_id: numbered(ownerId) };
      const label = 'PATCH organizations/{id}';
      await send({ method: 'PATCH', isIdempotent: true, url: organization(recordId), label, json, signal });
    },
  };
}

function activityOf({ kind, channel, title, text, mark, at, minutes, recordId }: WriteEntry) {
  const [date = '', time = ''] = new Date(Math.floor(Date.parse(at) / SECOND) * SECOND)
    .toISOString()
    .split('T');
  return {
    subject: title,
    type: TYPES[channel],
    org_id: numbered(recordId),
    due_date: date,
    // What is only to be sent has a day, no time.
    ...(kind === 'touchpoint' && { due_time: time.slice(0, 5) }),
    ...(minutes !== undefined && { duration: clockOf(minutes) }),
    done: false,
    note: htmlOf(`${text}\n\n[${mark}]`),
  };
}

/** `HH:MM` */
function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function numbered(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new VendorError(TITLE, 'invalid_request', { words: 'knows no such id' });
}
