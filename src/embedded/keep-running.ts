import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from './spawn-server.ts';

const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 20;

export interface KeptServer {
  /** The server as it runs now. */
  current(): Server;
  /** From now on its end is wanted. */
  release(): void;
}

/**
 * Starts our child again on its port when it ends without our doing, so that clients find it where it was.
 * A server that another program started is not ours to watch. `restart` rejects when it fails.
 */
export function keepRunning(
  first: Server,
  restart: (before: Server) => Promise<Server>,
  onNotice: (text: string) => void,
): KeptServer {
  let current = first;
  let isReleased = false;

  function watch(server: Server): void {
    const { child } = server;
    if (child === undefined) return;
    if (child.exitCode !== null || child.signalCode !== null) void again(server);
    else child.once('exit', () => void again(server));
  }

  async function again(before: Server): Promise<void> {
    if (isReleased) return;
    onNotice('The embedded Redis ended unexpectedly; starting it again.');
    for (let attempt = 1; !isReleased; attempt += 1) {
      try {
        current = await restart(before);
        return watch(current);
      } catch (error) {
        if (attempt === ATTEMPTS && !isReleased) return onNotice(String(error));
        await pause(FIRST_PAUSE_MS * 2 ** attempt, undefined, { ref: false });
      }
    }
  }

  watch(first);
  return {
    current: () => current,
    release() {
      isReleased = true;
    },
  };
}
