import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What lies between a process and its Redis. */
export interface TcpProxy {
  readonly port: number;
  /** Every connection is reset. */
  reset(): void;
  /** Far ends are gone and nobody says so: what is written vanishes, also on new connections. */
  halfOpen(): void;
  /** Nothing passes, and nothing is lost. */
  freeze(): void;
  /** Every chunk takes this long each way, milliseconds. */
  delay(ms: number): void;
  /** As it was in the beginning; half-open connections are reset. */
  heal(): void;
  close(): Promise<void>;
}

interface Lane {
  /** Sends what is due. */
  pump(): void;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  readonly lanes: Lane[];
  isHalfOpen: boolean;
}

/** `latencyMs`: what every chunk takes each way when all is well. */
export async function openTcpProxy(targetPort: number, latencyMs = 0): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const state = { delayMs: latencyMs, isFrozen: false, isDeaf: false };

  function lane(pair: Pair, from: Socket, to: Socket): Lane {
    const waiting: { readonly at: number; readonly chunk: Buffer }[] = [];
    let timer: NodeJS.Timeout | undefined;
    const pump = () => {
      clearTimeout(timer);
      while (!state.isFrozen && waiting[0] && waiting[0].at <= performance.now()) {
        const next = waiting.shift();
        if (next && !to.destroyed) to.write(next.chunk);
      }
      if (waiting[0] && !state.isFrozen) timer = setTimeout(pump, waiting[0].at - performance.now());
    };
    from.on('data', (chunk: Buffer) => {
      if (pair.isHalfOpen) return;
      const at = Math.max(waiting.at(-1)?.at ?? 0, performance.now() + state.delayMs);
      waiting.push({ at, chunk });
      pump();
    });
    return { pump };
  }

  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const pair: Pair = { near, far, lanes: [], isHalfOpen: state.isDeaf };
    pairs.add(pair);
    pair.lanes.push(lane(pair, near, far), lane(pair, far, near));
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    near.on('close', () => {
      pairs.delete(pair);
      far.destroy();
    });
    far.on('close', () => {
      if (!pair.isHalfOpen) near.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  const reset = () => {
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  return {
    port: address.port,
    reset,
    halfOpen() {
      state.isDeaf = true;
      for (const pair of pairs) {
        pair.isHalfOpen = true;
        pair.far.destroy();
      }
    },
    freeze() {
      state.isFrozen = true;
    },
    delay(ms) {
      state.delayMs = ms;
    },
    heal() {
      Object.assign(state, { delayMs: latencyMs, isFrozen: false, isDeaf: false });
      for (const { near, isHalfOpen, lanes } of pairs) {
        if (isHalfOpen) near.resetAndDestroy();
        for (const each of lanes) each.pump();
      }
    },
    async close() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}
