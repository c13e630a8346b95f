import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ServedVendor, ServedVendors, type VendorOrder } from './vendor-order.ts';

/** All vendors as servers, beside the process that is measured. */
export interface VendorServers {
  readonly all: readonly ServedVendor[];
  /** Resolves when the server does so. */
  order(order: VendorOrder): Promise<void>;
  close(): Promise<void>;
}

// Compiled only: no loader stands between the servers and what is measured.
const PROGRAM = fileURLToPath(new URL('./vendor-servers-program.js', import.meta.url));

export async function startVendorServers(delayMs: number): Promise<VendorServers> {
  const child = fork(PROGRAM, [String(delayMs)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const said = async (): Promise<unknown> => {
    const [message] = await Promise.race([
      once(child, 'message'),
      gone.then(([code]) => {
        throw new Error(`the servers of the vendors ended with ${code}`);
      }),
    ]);
    return message;
  };
  return {
    all: ServedVendors.parse(await said()),
    async order(order) {
      const done = said();
      child.send(order);
      await done;
    },
    async close() {
      child.disconnect();
      await gone;
    },
  };
}
