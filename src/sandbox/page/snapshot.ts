import type { ShownFile } from '../files.ts';
import type { Message } from '../messages.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Entry, EntryOf } from '../transcript.ts';
import type { View } from '../views.ts';
import type { Channel, Person } from '../world.ts';
import type {
  PageChannel,
  PageFile,
  PageMessage,
  PageNotice,
  PagePerson,
  PageSnapshot,
  PageView,
} from './protocol.ts';
import { isTraffic, trafficLine } from './traffic.ts';

/** The only kind of file that the page shows. */
const PICTURE = 'image/png';
/** What the page hands out: pictures, and calendar entries to download. */
export const HANDED_OUT: readonly string[] = [PICTURE, 'text/calendar'];

/** Older requests are not shown. */
const MOST_TRAFFIC = 300;

export function canAct({ kind }: Person): boolean {
  return kind !== 'bot' && kind !== 'deactivated';
}

/** Everything that this person sees now. */
export function snapshotOf(sandbox: Sandbox, personId: string): PageSnapshot {
  const { world, transcript } = sandbox;
  const actor = sandbox.as(personId);
  const channels = channelsOf(sandbox, personId);
  const home = actor.home();
  return {
    workspace: world.team.name,
    personId,
    appUserId: world.app.botUserId,
    people: [...world.people.values()].map(personJson),
    groups: Object.fromEntries([...world.groups.values()].map(({ id, handle }) => [id, handle])),
    channels,
    messages: channels.flatMap(({ id }) =>
      sandbox
        .messages(id)
        .filter((message) => actor.sees(message))
        .map(messageJson),
    ),
    notices: transcript.entries.filter((entry) => isNoticeFor(entry, personId)).map(noticeJson),
    modal: openModal(sandbox, personId),
    home: home ? viewJson(home) : null,
    traffic: transcript.entries
      .filter(isTraffic)
      .slice(-MOST_TRAFFIC)
      .map((entry) => trafficLine(sandbox, entry)),
  };
}

/** The channels in this person's sidebar; a member of our workspace always has the conversation with the app. */
export function channelsOf({ world }: Sandbox, personId: string): PageChannel[] {
  if (world.people.get(personId)?.teamId === world.team.id) world.openDm(personId);
  return [...world.channels.values()]
    .filter(({ members }) => members.has(personId))
    .map((channel) => channelJson(channel, world.app.botUserId));
}

/** The topmost modal of this person. */
export function openModal(sandbox: Sandbox, personId: string): PageView | null {
  const view = sandbox.as(personId).openView();
  return view ? viewJson(view) : null;
}

function personJson(person: Person): PagePerson {
  const { id, displayName, kind, title } = person;
  return { id, name: displayName, kind, title, canAct: canAct(person) };
}

function channelJson(channel: Channel, appUserId: string): PageChannel {
  const { id, name, kind, isShared, isArchived, members } = channel;
  return { id, name, kind, isShared, isArchived, hasApp: members.has(appUserId) };
}

export function messageJson(message: Message): PageMessage {
  const { channelId, ts, threadTs, authorId, ephemeralTo, versions, text, blocks, files = [] } = message;
  return {
    channelId,
    ts,
    ...(threadTs && { threadTs }),
    authorId,
    isEphemeral: ephemeralTo !== undefined,
    isEdited: versions.length > 1,
    text,
    blocks,
    files: files.map(fileJson),
  };
}

function fileJson({ id, name, title, altText, mimetype }: ShownFile): PageFile {
  return { id, name, title, altText, isPicture: mimetype === PICTURE };
}

export function viewJson({ id, hash, content }: View): PageView {
  return { id, hash, content };
}

function isNoticeFor(entry: Entry, personId: string): entry is EntryOf<'notice'> & Entry {
  return entry.kind === 'notice' && entry.userId === personId && entry.channelId !== undefined;
}

export function noticeJson({ seq, atMs, channelId, text }: EntryOf<'notice'>): PageNotice {
  return { seq, atMs, text, ...(channelId && { channelId }) };
}
