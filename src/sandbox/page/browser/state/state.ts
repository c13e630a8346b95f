import type { PageMessage, PageSnapshot, PageUpdate } from '../../protocol.ts';

/** What the page knows: the snapshot, brought up to date. */
export type State = PageSnapshot;

const isSame = (one: PageMessage, other: { channelId: string; ts: string }) =>
  one.channelId === other.channelId && one.ts === other.ts;

/** The state after an update; null stays null until the first snapshot. */
export function applyUpdate(state: State | null, update: PageUpdate): State | null {
  if (update.kind === 'snapshot') return update.snapshot;
  if (!state) return null;
  switch (update.kind) {
    case 'channels':
      return { ...state, channels: update.channels };
    case 'message': {
      const { message } = update;
      const isKnown = state.messages.some((one) => isSame(one, message));
      const messages = isKnown
        ? state.messages.map((one) => (isSame(one, message) ? message : one))
        : [...state.messages, message];
      return { ...state, messages };
    }
    case 'message_gone':
      return { ...state, messages: state.messages.filter((one) => !isSame(one, update)) };
    case 'modal':
      return { ...state, modal: update.modal };
    case 'home':
      return { ...state, home: update.home };
    case 'notice':
      return { ...state, notices: [...state.notices, update.notice] };
    case 'traffic':
      return { ...state, traffic: [...state.traffic, update.traffic] };
  }
}
