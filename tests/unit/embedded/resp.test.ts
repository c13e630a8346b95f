import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askRedis } from '../../../src/embedded/resp.ts';

const password = 'abc123';

/** A server that treats each connection as told; gives its port. */
async function serve(treat: (socket: Socket) => void): Promise<number> {
  const server = createServer(treat).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('asking a Redis', () => {
  it('authenticates first, and speaks in bulk strings', async () => {
    const heard: string[] = [];
    const port = await serve((socket) => {
      socket.on('data', (data) => {
        heard.push(data.toString());
        socket.write('+OK\r\n+PONG\r\n');
      });
    });
    expect(await askRedis({ port, password }, ['PING'], 1_000)).toBe('PONG');
    expect(heard.join('')).toBe('*2\r\n$4\r\nAUTH\r\n$6\r\nabc123\r\n*1\r\n$4\r\nPING\r\n');
  });

  it('puts a reply together that comes in pieces', async () => {
    const pieces = ['+O', 'K\r', '\n$1', '1\r\nprocess', ':1\r\n', '\r\n'];
    const port = await serve((socket) => {
      const next = () => {
        const piece = pieces.shift();
        if (piece !== undefined) socket.write(piece, () => setImmediate(next));
      };
      socket.setNoDelay(true).once('data', next);
    });
    expect(await askRedis({ port, password }, ['INFO'], 1_000)).toBe('process:1\r\n');
  });

  it.each([
    ['the password', '-WRONGPASS invalid\r\n', /^WRONGPASS invalid$/],
    ['the command', '+OK\r\n-LOADING reading\r\n', /^LOADING reading$/],
    ['to be a Redis', 'HTTP/1.1 400 Bad Request\r\n\r\n', /^this is no Redis$/],
  ])('rejects what refuses %s', async (_what, answer, expected) => {
    const port = await serve((socket) => socket.once('data', () => socket.write(answer)));
    await expect(askRedis({ port, password }, ['PING'], 1_000)).rejects.toThrow(expected);
  });

  it('gives up on silence, on a closed connection and on nobody', async () => {
    const silent = await serve((socket) => socket.resume());
    await expect(askRedis({ port: silent, password }, ['PING'], 30)).rejects.toThrow('no answer in time');
    const closing = await serve((socket) => socket.end());
    await expect(askRedis({ port: closing, password }, ['PING'], 1_000)).rejects.toThrow(
      /closed|ECONNRESET|EPIPE/,
    );
    await expect(askRedis({ port: 1, password }, ['PING'], 1_000)).rejects.toThrow(/ECONNREFUSED/);
  });
});
