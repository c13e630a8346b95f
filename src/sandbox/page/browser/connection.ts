import type {
  PageAct,
  PageActAnswer,
  PageActRequest,
  PageSettings,
  PageTrafficDetail,
  PageUpdate,
} from '../protocol.ts';

/** The way to the server of the page. */
export interface Connection {
  readonly settings: PageSettings;
  /** Does something as this person. Never rejects: what goes wrong is in `refused`. */
  act(personId: string, act: PageAct): Promise<PageActAnswer>;
  /** Hears of everything that this person sees, from now on; the returned function ends it. */
  follow(personId: string, listeners: FollowListeners): () => void;
  trafficDetail(seq: number): Promise<PageTrafficDetail | null>;
}

interface FollowListeners {
  readonly onUpdate: (update: PageUpdate) => void;
  /** The connection broke; the browser goes on trying by itself. */
  readonly onLost: () => void;
  /** The connection is back, perhaps to another run of the demo. */
  readonly onBack: () => void;
  /** There is nobody with this id. */
  readonly onRefused: () => void;
}

const UNREACHABLE = 'The local Slack does not answer. Is the demo still running?';

export async function connect(): Promise<Connection> {
  const settings: PageSettings = await (await fetch('/settings')).json();

  async function act(personId: string, given: PageAct): Promise<PageActAnswer> {
    const request: PageActRequest = { ...given, personId };
    try {
      const response = await fetch('/act', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sandbox-token': settings.token },
        body: JSON.stringify(request),
      });
      return (await response.json()) as PageActAnswer;
    } catch {
      return { refused: UNREACHABLE };
    }
  }

  return {
    settings,
    act,
    follow(personId, { onUpdate, onLost, onBack, onRefused }) {
      let isLost = false;
      const source = new EventSource(`/updates?person=${encodeURIComponent(personId)}`);
      source.addEventListener('open', () => isLost && onBack());
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) return onRefused();
        if (!isLost) onLost();
        isLost = true;
      });
      source.addEventListener('message', ({ data }) => onUpdate(JSON.parse(data) as PageUpdate));
      return () => source.close();
    },
    async trafficDetail(seq) {
      const response = await fetch(`/traffic/${seq}`).catch(() => null);
      return response?.ok ? ((await response.json()) as PageTrafficDetail) : null;
    },
  };
}
