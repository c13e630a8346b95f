import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Link, openLink } from '../../../src/slack/socket/link.ts';

let server: WebSocketServer;
let url = '';
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

const times = { helloMs: 300, pingMs: 20, silenceMs: 150 };
const hello = (socket: WebSocket) => socket.send(JSON.stringify({ type: 'hello' }));

function open(more: Partial<typeof times> = {}) {
  const notices: string[] = [];
  let close: (link: Link) => void = () => {};
  const closed = new Promise<Link>((resolve) => {
    close = resolve;
  });
  const handlers = {
    onEnvelope: () => {},
    onNotice: (reason: string) => notices.push(reason),
    onClosed: close,
  };
  return { link: openLink(url, handlers, { ...times, ...more }), closed, notices };
}

it('ends a link on which nothing is heard any more', async () => {
  server.on('connection', hello);
  const { link, closed } = open();
  expect((await link).isOpen).toBe(true);
  expect(await closed).toBe(await link);
  expect(await (await link).send({ any: 'thing' })).toBe(false);
});

it('keeps a link that is pinged', async () => {
  server.on('connection', (socket) => {
    hello(socket);
    const pings = setInterval(() => socket.ping(), 20);
    socket.on('close', () => clearInterval(pings));
    let pongs = 0;
    socket.on('pong', () => {
      pongs += 1;
      if (pongs === 15) socket.send('not json');
      if (pongs === 20) socket.send(JSON.stringify({ type: 'disconnect', reason: 'warning' }));
    });
  });
  const { link, notices } = open();
  await expect.poll(() => notices).toEqual(['warning']);
  expect((await link).isOpen).toBe(true);
  await (await link).close();
  expect((await link).isOpen).toBe(false);
});

it('does not wait for ever for the greeting, nor for a peer that is gone', async () => {
  await expect(open({ silenceMs: 5_000 }).link).rejects.toThrow('did not greet');
  server.on('connection', (socket) => socket.close());
  await expect(open().link).rejects.toThrow('before its greeting');
});

it('ends by force what does not close', async () => {
  server.on('connection', (socket) => {
    hello(socket);
    const pings = setInterval(() => socket.ping(), 20);
    socket.on('close', () => clearInterval(pings));
    socket.close = () => {};
  });
  const { link } = open();
  await (await link).close();
  expect((await link).isOpen).toBe(false);
});
