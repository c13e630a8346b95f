import { type Clock, MINUTE } from '../core/clock.ts';
import type { Ids } from './ids.ts';
import type { Message } from './messages.ts';

const USES = 5;
const LIFE_MS = 30 * MINUTE;

/** What a response URL was handed out for. */
export interface ResponseTarget {
  readonly kind: 'commands' | 'actions' | 'app';
  readonly userId: string;
  readonly channelId: string;
  /** The message that `replace_original` and `delete_original` mean; a command's is its last answer. */
  original?: Pick<Message, 'channelId' | 'ts'>;
}

export interface ResponseUrls {
  /** The full address; five uses in thirty minutes. */
  create(target: ResponseTarget): string;
  /** Counts a use: the target, or why it is refused. */
  use(path: string): ResponseTarget | 'expired_url' | 'used_url' | 'unknown_url';
}

export function createResponseUrls({
  clock,
  ids,
  teamId,
  baseUrl,
}: {
  clock: Clock;
  ids: Ids;
  teamId: string;
  baseUrl: () => string;
}): ResponseUrls {
  const targets = new Map<string, { target: ResponseTarget; madeAtMs: number; uses: number }>();
  return {
    create(target) {
      const path = `/${target.kind}/${teamId}/${clock.now().getTime()}/${ids.secret()}`;
      targets.set(path, { target, madeAtMs: clock.now().getTime(), uses: 0 });
      return `${baseUrl()}${path}`;
    },
    use(path) {
      const known = targets.get(path);
      if (!known) return 'unknown_url';
      if (clock.now().getTime() - known.madeAtMs > LIFE_MS) return 'expired_url';
      if (known.uses >= USES) return 'used_url';
      known.uses += 1;
      return known.target;
    },
  };
}
