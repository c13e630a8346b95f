import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTcpProxy, type TcpProxy } from '../../../bench/campaign/tcp-proxy.ts';

let echo: Server;
let far: Socket[];
let proxy: TcpProxy;
let near: Socket;
let heard: string;
let closed: Promise<string>;

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function call(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  let how = 'closed';
  socket.on('error', (error) => {
    how = String(Reflect.get(error, 'code'));
  });
  closed = new Promise((resolve) => void socket.once('close', () => resolve(how)));
  await once(socket, 'connect');
  return socket;
}

beforeEach(async () => {
  far = [];
  echo = createServer((socket) => {
    far.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await openTcpProxy(portOf(echo));
  near = await call();
});
afterEach(async () => {
  near.destroy();
  await proxy.close();
  for (const socket of far) socket.destroy();
  echo.close();
  await once(echo, 'close');
});

const hears = (text: string) => expect.poll(() => heard).toBe(text);

describe('the proxy', () => {
  it('passes everything on, in order', async () => {
    for (let index = 0; index < 50; index += 1) near.write(`${index} `);
    await hears(Array.from({ length: 50 }, (_, index) => `${index} `).join(''));
  });

  it('resets what is connected, and takes new connections', async () => {
    near.write('a');
    await hears('a');
    proxy.reset();
    expect(await closed).toBe('ECONNRESET');
    near = await call();
    near.write('b');
    await hears('b');
  });

  it('holds everything back while it is frozen, and loses nothing', async () => {
    proxy.freeze();
    near.write('later');
    await pause(150);
    expect(heard).toBe('');
    proxy.heal();
    await hears('later');
  });

  it('lets what is written vanish while half open, and says so only when it is healed', async () => {
    near.write('a');
    await hears('a');
    const gone = once(far[0] as Socket, 'close');
    proxy.halfOpen();
    await gone;
    near.write('lost');
    await pause(150);
    expect(near.destroyed).toBe(false);
    expect(heard).toBe('a');
    proxy.heal();
    expect(await closed).toBe('ECONNRESET');
  });

  it('delays each way', async () => {
    proxy.delay(100);
    const from = performance.now();
    near.write('slow');
    await hears('slow');
    expect(performance.now() - from).toBeGreaterThan(199);
    proxy.heal();
  });
});
