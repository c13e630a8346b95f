import { htmlOf } from '../html-text.ts';
import { checked } from '../http/checked.ts';
import type { ClientContext } from '../vendor.ts';
import type { VendorWrites, WriteEntry } from '../vendor-writes.ts';
import { HubspotAssociations, HubspotOwners, HubspotPage, HubspotRecord } from './schema.ts';

const TITLE = 'HubSpot';
/** Of one batch read. */
const BATCH = 100;
/** Notes or tasks of a company that are looked through, those with the highest ids first. */
const MOST_READ = 500;
const MOST_PAGES = 20;

const KINDS = {
  message: { object: 'notes', text: 'hs_note_body', toCompany: 190 },
  touchpoint: { object: 'tasks', text: 'hs_task_body', toCompany: 192 },
} as const;

const TASK_TYPES = { email: 'EMAIL', phone: 'CALL', linkedin: 'TODO', sms: 'TODO' } as const;

/** Writes notes, tasks and owners to HubSpot. Looks through associations: its search lags behind what was written. */
export function createHubspotWrites({
  settings,
  send,
}: Pick<ClientContext<'hubspot'>, 'settings' | 'send'>): VendorWrites {
  const version = settings.api_version;
  const isOld = version === 'v3';
  const objects = (object: string) =>
    isOld ? `crm/v3/objects/${object}` : `crm/objects/${version}/${object}`;
  const associations = isOld ? 'crm/v4/associations' : `crm/associations/${version}`;
  const company = (recordId: string) => `${objects('companies')}/${encodeURIComponent(recordId)}`;

  const idsWith = async (recordId: string, object: string, signal: AbortSignal): Promise<string[]> => {
    const ids: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const { body } = await send({
        method: 'POST',
        isIdempotent: true,
        url: `${associations}/companies/${object}/batch/read`,
        label: `POST associations companies/${object}`,
        json: { inputs: [{ id: recordId, ...(after !== undefined && { after }) }] },
        signal,
      });
      const [found] = checked(TITLE, HubspotAssociations, body).results;
      ids.push(...(found?.to ?? []).map(({ toObjectId }) => String(toObjectId)));
      after = found?.paging?.next?.after;
      if (after === undefined) break;
    }
    return [...new Set(ids)].sort(byNumberDown);
  };

  return {
    forms: { message: 'note', touchpoint: 'task' },
    async find({ recordId, kind, mark, signal }) {
      const { object, text } = KINDS[kind];
      const ids = (await idsWith(recordId, object, signal)).slice(0, MOST_READ);
      for (let start = 0; start < ids.length; start += BATCH) {
        const inputs = ids.slice(start, start + BATCH).map((id) => ({ id }));
        const { body } = await send({
          method: 'POST',
          isIdempotent: true,
          url: `${objects(object)}/batch/read`,
          label: `POST ${object}/batch/read`,
          json: { inputs, properties: [text] },
          signal,
        });
        const { results } = checked(TITLE, HubspotPage, body);
        const found = results.find(({ properties }) => properties[text]?.includes(mark));
        if (found) return found.id;
      }
      return null;
    },
    async create(entry) {
      const { object, toCompany } = KINDS[entry.kind];
      const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: toCompany }];
      const { body } = await send({
        method: 'POST',
        url: objects(object),
        label: `POST ${object}`,
        json: { properties: propertiesOf(entry), associations: [{ to: { id: entry.recordId }, types }] },
        signal: entry.signal,
      });
      return checked(TITLE, HubspotRecord, body).id;
    },
    async ownersByEmail(email, signal) {
      const query = { email, limit: BATCH, archived: false };
      const { body } = await send({ url: 'crm/v3/owners', label: 'GET owners', query, signal });
      return checked(TITLE, HubspotOwners, body)
        .results.filter((owner) => owner.email?.toLowerCase() === email.toLowerCase() && !owner.archived)
        .map(({ id, firstName, lastName }) => ({
          ownerId: id,
          name: [firstName, lastName].filter(Boolean).join(' ') || email,
        }));
    },
    async accountOwner(recordId, signal) {
      const query = { properties: 'hubspot_owner_id' };
      const label = 'GET companies/{id}';
      const { body } = await send({ url: company(recordId), label, query, signal });
      return checked(TITLE, HubspotRecord, body).properties.hubspot_owner_id || null;
    },
    async setAccountOwner(recordId, ownerId, signal) {
      const json = { properties: { hubspot_owner_id: ownerId } };
      const label = 'PATCH companies/{id}';
      await send({ method: 'PATCH', isIdempotent: true, url: company(recordId), label, json, signal });
    },
  };
}

function propertiesOf({ kind, channel, title, text, mark, at }: WriteEntry) {
  const body = htmlOf(`${text}\n\n[${mark}]`);
  if (kind === 'message') return { hs_timestamp: at, hs_note_body: `<b>${htmlOf(title)}</b><br><br>${body}` };
  return {
    hs_timestamp: at,
    hs_task_subject: title,
    hs_task_body: body,
    hs_task_status: 'NOT_STARTED',
    hs_task_type: TASK_TYPES[channel],
  };
}

/** Ids are numbers of any length. */
function byNumberDown(a: string, b: string): number {
  return b.length - a.length || (a < b ? 1 : -1);
}
