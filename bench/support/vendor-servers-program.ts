import { LIVE_VENDORS, startFakeVendor } from '../../tests/support/fake-vendor.ts';
import { sampleWorld } from '../../tests/support/mock-worlds.ts';
import { VendorOrder } from './vendor-order.ts';

/** Every vendor as a server, in a process of its own; its first argument is how long each answer takes. */
const delayMs = Number(process.argv[2]);
const world = await sampleWorld();
const servers = await Promise.all(LIVE_VENDORS.map((name) => startFakeVendor(name, world, { delayMs })));
const tell = (message: unknown) => process.send?.(message);

process.on('disconnect', () => process.exit());
process.on('message', (message) => {
  const { name, isHanging } = VendorOrder.parse(message);
  const server = servers.find((one) => one.name === name)?.server;
  if (isHanging) server?.fail('hang', Number.POSITIVE_INFINITY);
  else server?.heal();
  tell({ name, isHanging });
});
tell(servers.map(({ name, title, env }) => ({ name, title, env })));
