import type { Clock } from '../core/clock.ts';
import type { Json } from './json.ts';
import type { Message } from './messages.ts';
import type { View } from './views.ts';

export type DeliveryKind =
  | 'command'
  | 'click'
  | 'shortcut'
  | 'view_submission'
  | 'view_closed'
  | 'event'
  | 'raw';

/** Why Slack tells a person that the app failed. */
export type Failure = 'operation_timeout' | 'dispatch_failed' | 'invalid_ack';

type ViewKind = 'view_opened' | 'view_pushed' | 'view_updated' | 'view_closed' | 'home_published';

type ViewHappening = {
  [K in ViewKind]: { readonly kind: K; readonly userId: string; readonly view: View };
}[ViewKind];

export type Happening =
  | { readonly kind: 'message_posted'; readonly message: Message }
  | { readonly kind: 'message_updated'; readonly message: Message; readonly before: Message }
  | { readonly kind: 'message_deleted'; readonly message: Message }
  | ViewHappening
  | {
      readonly kind: 'view_errors';
      readonly userId: string;
      readonly view: View;
      readonly errors: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'command';
      readonly userId: string;
      readonly channelId: string;
      readonly command: string;
      readonly text: string;
    }
  | {
      readonly kind: 'click';
      readonly userId: string;
      readonly action: Json;
      /** Where the element is; a view's clicks have no message. */
      readonly channelId?: string;
      readonly messageTs?: string;
      readonly viewId?: string;
      /** What the dialog before the click asked, and the answer. */
      readonly confirm?: { readonly dialog: Json; readonly accepted: boolean };
    }
  | { readonly kind: 'view_submitted'; readonly userId: string; readonly view: View }
  | {
      readonly kind: 'event_sent';
      readonly eventId: string;
      readonly type: string;
      readonly attempt: number;
      readonly ok: boolean;
    }
  | {
      readonly kind: 'ack';
      readonly of: DeliveryKind;
      readonly deliveryId: string;
      readonly userId?: string;
      readonly status: number | null;
      readonly ms: number;
      readonly body: string;
      readonly failure?: Failure;
    }
  /** What Slack itself tells a person, such as that the app did not respond. */
  | { readonly kind: 'notice'; readonly userId: string; readonly text: string; readonly channelId?: string }
  | {
      readonly kind: 'api_call';
      readonly method: string;
      readonly args: Json;
      readonly status: number | null;
      readonly ok: boolean;
      readonly error?: string;
      readonly fault?: string;
    };

/** One line of the transcript. */
export type Entry = Happening & { readonly seq: number; readonly atMs: number };

export type EntryOf<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;

export interface WaitOptions {
  /** Default 30,000. */
  readonly timeoutMs?: number;
  /** Leaves out this entry and older ones. */
  readonly afterSeq?: number;
}

export interface Transcript {
  /** All entries, oldest first. */
  readonly entries: readonly Entry[];
  add(happening: Happening): Entry;
  /** Calls back for every later entry; the returned function ends that. */
  on(listener: (entry: Entry) => void): () => void;
  /** The first entry, past or future, that fits; rejects when none came in time. */
  waitFor(fits: (entry: Entry) => boolean, options?: WaitOptions): Promise<Entry>;
  /** The same for one kind of entry, of which more may be asked. */
  waitForKind<K extends Entry['kind']>(
    kind: K,
    fits?: (entry: EntryOf<K>) => boolean,
    options?: WaitOptions,
  ): Promise<EntryOf<K>>;
}

export function createTranscript(clock: Clock): Transcript {
  const entries: Entry[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  const transcript: Transcript = {
    entries,
    add(happening) {
      const entry: Entry = { ...happening, seq: entries.length + 1, atMs: clock.now().getTime() };
      entries.push(entry);
      for (const listener of [...listeners]) listener(entry);
      return entry;
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waitFor(fits, { timeoutMs = 30_000, afterSeq = 0 } = {}) {
      const matches = (entry: Entry) => entry.seq > afterSeq && fits(entry);
      const past = entries.find(matches);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const stop = transcript.on((entry) => {
          if (!matches(entry)) return;
          clearTimeout(timer);
          stop();
          resolve(entry);
        });
        const timer = setTimeout(() => {
          stop();
          const last = entries.slice(-8).map(({ seq, kind }) => `${seq} ${kind}`);
          const seen = last.join(', ') || 'none';
          reject(new Error(`nothing fitting happened within ${timeoutMs} ms; last entries: ${seen}`));
        }, timeoutMs);
      });
    },
    async waitForKind<K extends Entry['kind']>(
      kind: K,
      fits: (entry: EntryOf<K>) => boolean = () => true,
      options?: WaitOptions,
    ) {
      const isKind = (entry: Entry): entry is EntryOf<K> => entry.kind === kind;
      const entry = await transcript.waitFor((one) => isKind(one) && fits(one), options);
      return entry as EntryOf<K>;
    },
  };
  return transcript;
}
