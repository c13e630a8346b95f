import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../sandbox.ts';
import { loadAssets } from './assets.ts';
import { createMask } from './mask.ts';
import type { PageCommand } from './protocol.ts';
import { route } from './router.ts';
import { canAct } from './snapshot.ts';

export interface PageOptions {
  /** Tried first; the next free one is taken when it is not. 0: any. */
  readonly port: number;
  /** Who the page shows at first; default the first person who can act. */
  readonly personId?: string;
  /** What can be typed after the slash command. */
  readonly commands: readonly PageCommand[];
  /** Offered where a command takes an account. */
  readonly accountNames?: readonly string[];
  /** Default `/cugar`. */
  readonly command?: string;
}

export interface Page {
  /** `http://127.0.0.1:3300` */
  readonly url: string;
  close(): Promise<void>;
}

/** How many ports after the wanted one are tried. */
const MOST_TRIES = 50;

/** Shows the local Slack on a page for a browser, on loopback; rejects when no port is free. */
export async function servePage(sandbox: Sandbox, options: PageOptions): Promise<Page> {
  const { app, people } = sandbox.world;
  const first = [...people.values()].find(canAct);
  let port = 0;
  const deps = {
    sandbox,
    assets: loadAssets(),
    mask: createMask([app.token, app.signingSecret]),
    settings: {
      token: randomBytes(32).toString('hex'),
      personId: options.personId ?? first?.id ?? '',
      command: options.command ?? '/cugar',
      commands: options.commands,
      accountNames: options.accountNames ?? [],
      shortcuts: app.shortcuts,
    },
    port: () => port,
  };
  const server = createServer((request, response) => {
    route(deps, request, response).catch(() => response.destroy());
  });
  port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; ; port += 1) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port - wanted >= MOST_TRIES) throw error;
    }
  }
}
