import type { Delivery } from '../delivery.ts';
import { isJson, listOf, parseJson, textOf } from '../json.ts';
import { captionOf } from '../people/find-element.ts';
import type { Sandbox } from '../sandbox.ts';
import type { DeliveryKind, Entry, EntryOf } from '../transcript.ts';
import type { Mask } from './mask.ts';
import type { PageTraffic, PageTrafficDetail } from './protocol.ts';

type Traffic = EntryOf<'ack'> | EntryOf<'api_call'>;

const TITLES: Readonly<Record<DeliveryKind, string>> = {
  command: 'Slash command',
  click: 'Click',
  shortcut: 'Shortcut',
  view_submission: 'Form sent',
  view_closed: 'Form closed',
  event: 'Event',
  raw: 'Raw request',
};

/** Whether an entry of the transcript is a request to the app or one of the app. */
export function isTraffic(entry: Entry): entry is Traffic {
  return entry.kind === 'ack' || entry.kind === 'api_call';
}

/** One line about a request. */
export function trafficLine(sandbox: Sandbox, entry: Traffic): PageTraffic {
  const { seq, atMs, status } = entry;
  if (entry.kind === 'api_call') {
    const trouble = entry.fault ?? entry.error;
    return { seq, atMs, direction: 'from_app', title: entry.method, status, ...(trouble && { trouble }) };
  }
  const { of, ms, failure } = entry;
  const title = [TITLES[of], subjectOf(sandbox, entry)].filter(Boolean).join(': ');
  const line = { seq, atMs, direction: 'to_app', title, status, ms } as const;
  return { ...line, ...(failure && { trouble: failure }) };
}

/** The same with headers and bodies, secrets masked. */
export function trafficDetail(sandbox: Sandbox, entry: Traffic, mask: Mask): PageTrafficDetail {
  const line = trafficLine(sandbox, entry);
  if (entry.kind === 'api_call')
    return { ...line, headers: {}, request: pretty(mask(entry.args)), answer: entry.error ?? 'ok' };
  const delivery = deliveryOf(sandbox, entry);
  return {
    ...line,
    headers: (delivery ? mask(delivery.headers) : {}) as Record<string, string>,
    request: delivery ? pretty(mask(bodyOf(delivery))) : '',
    answer: pretty(mask(parseJson(entry.body) ?? entry.body)),
  };
}

function deliveryOf({ deliveries }: Sandbox, { deliveryId }: EntryOf<'ack'>): Delivery | undefined {
  return deliveries.findLast(({ id }) => id === deliveryId);
}

/** What was typed, clicked or told, in a few words. */
function subjectOf(sandbox: Sandbox, entry: EntryOf<'ack'>): string {
  const delivery = deliveryOf(sandbox, entry);
  const body = delivery ? bodyOf(delivery) : undefined;
  if (!isJson(body)) return '';
  if (entry.of === 'command') return `${textOf(body.command)} ${textOf(body.text)}`;
  const [action] = isJson(body.payload) ? listOf(body.payload.actions) : [];
  if (isJson(action)) return captionOf(action) || textOf(action.action_id);
  return isJson(body.event) ? textOf(body.event.type) : '';
}

/** A body taken apart: form fields, and the JSON inside of them. */
function bodyOf({ headers, body }: Delivery): unknown {
  if (headers['content-type'] === 'application/json') return parseJson(body) ?? body;
  const fields = Object.fromEntries(new URLSearchParams(body));
  const payload = parseJson(textOf(fields.payload));
  return isJson(payload) ? { ...fields, payload } : fields;
}

/** JSON inside of a string, such as blocks, is taken apart as well. */
const unfolded = (_key: string, value: unknown) =>
  typeof value === 'string' && /^[[{]/.test(value) ? (parseJson(value) ?? value) : value;

const pretty = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, unfolded, 2));
