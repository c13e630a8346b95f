import type { Sandbox } from '../sandbox.ts';
import type { Entry } from '../transcript.ts';
import type { PageUpdate } from './protocol.ts';
import { channelsOf, messageJson, noticeJson, openModal, snapshotOf, viewJson } from './snapshot.ts';
import { isTraffic, trafficLine } from './traffic.ts';

/**
 * Tells everything that this person sees, and then every change of it. No change is missed or told twice:
 * both begin in the same moment. The returned function ends it.
 */
export function follow(sandbox: Sandbox, personId: string, tell: (update: PageUpdate) => void): () => void {
  let known = channelsOf(sandbox, personId).length;
  tell({ kind: 'snapshot', snapshot: snapshotOf(sandbox, personId) });
  return sandbox.transcript.on((entry) => {
    const channels = channelsOf(sandbox, personId);
    if (channels.length !== known) tell({ kind: 'channels', channels });
    known = channels.length;
    for (const update of updatesOf(sandbox, personId, entry)) tell(update);
  });
}

function updatesOf(sandbox: Sandbox, personId: string, entry: Entry): PageUpdate[] {
  if (isTraffic(entry)) return [{ kind: 'traffic', traffic: trafficLine(sandbox, entry) }];
  switch (entry.kind) {
    case 'message_posted':
    case 'message_updated': {
      const { message } = entry;
      const isHere = sandbox.world.channels.get(message.channelId)?.members.has(personId);
      if (!isHere || !sandbox.as(personId).sees(message)) return [];
      return [{ kind: 'message', message: messageJson(message) }];
    }
    case 'message_deleted':
      return [{ kind: 'message_gone', channelId: entry.message.channelId, ts: entry.message.ts }];
    case 'view_opened':
    case 'view_pushed':
    case 'view_updated':
    case 'view_closed':
      if (entry.userId !== personId) return [];
      return entry.view.type === 'home'
        ? [{ kind: 'home', home: viewJson(entry.view) }]
        : [{ kind: 'modal', modal: openModal(sandbox, personId) }];
    case 'home_published':
      return entry.userId === personId ? [{ kind: 'home', home: viewJson(entry.view) }] : [];
    case 'notice':
      return entry.userId === personId ? [{ kind: 'notice', notice: noticeJson(entry) }] : [];
    default:
      return [];
  }
}
