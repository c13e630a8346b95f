import { connect } from 'node:net';

export interface RedisAddress {
  readonly port: number;
  readonly password: string;
}

const NO_REPLY = Symbol('no reply');

/**
 * Asks a Redis on loopback one thing after authenticating, and gives its reply as text. Rejects when it
 * refuses, does not answer in time, or cannot be reached. Never names the password.
 */
export function askRedis(
  address: RedisAddress,
  command: readonly string[],
  timeoutMs: number,
): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ port: address.port, host: '127.0.0.1' });
    let received = '';
    socket.setEncoding('latin1');
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer in time')));
    socket.on('connect', () => socket.write(encode(['AUTH', address.password]) + encode(command)));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the connection was closed')));
    socket.on('data', (chunk: string) => {
      received += chunk;
      try {
        const [auth, afterAuth] = readReply(received, 0);
        if (auth === NO_REPLY) return;
        const [reply] = readReply(received, afterAuth);
        if (reply !== NO_REPLY) done(reply);
        else return;
      } catch (error) {
        fail(error);
      }
      socket.destroy();
    });
  });
}

function encode(parts: readonly string[]): string {
  const bulk = parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
  return `*${parts.length}\r\n${bulk.join('')}`;
}

/** One reply from `start` on, and where the next begins. Throws what Redis gave as an error. */
function readReply(text: string, start: number): [string | typeof NO_REPLY, number] {
  const end = text.indexOf('\r\n', start);
  if (end < 0) return [NO_REPLY, start];
  const kind = text[start];
  const line = text.slice(start + 1, end);
  if (kind === '-') throw new Error(line);
  if (kind === '+' || kind === ':') return [line, end + 2];
  if (kind !== '$') throw new Error('this is no Redis');
  const after = end + 2 + Number(line);
  return text.length < after + 2 ? [NO_REPLY, start] : [text.slice(end + 2, after), after + 2];
}
