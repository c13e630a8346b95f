import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isUploadAddress } from '../../../../src/slack/posting/file-upload.ts';
import { wasNeverSent } from '../../../../src/slack/posting/never-sent.ts';

const SLACK = 'https://slack.com/api/';
const LOCAL = 'http://127.0.0.1:3300/api/';

describe('where a picture may be sent', () => {
  it.each([
    ['https://files.slack.com/upload/v1/ABC', SLACK, true],
    ['https://slack.com/upload', SLACK, true],
    ['http://127.0.0.1:3300/upload/v1/abc', LOCAL, true],
    ['http://files.slack.com/upload/v1/ABC', SLACK, false],
    ['https://files.slack.com.evil.example/upload', SLACK, false],
    ['https://evilslack.com/upload', SLACK, false],
    ['https://user@evil.example/files.slack.com', SLACK, false],
    ['http://127.0.0.1:6379/', SLACK, false],
    ['http://127.0.0.1:6379/', LOCAL, false],
    ['http://169.254.169.254/latest', LOCAL, false],
    ['file:///etc/passwd', SLACK, false],
    ['nonsense', SLACK, false],
  ])('%s with the API at %s: %s', (url, api, expected) => {
    expect(isUploadAddress(url, api)).toBe(expected);
  });
});

describe('whether a call was sent', () => {
  const failed = (url: string) =>
    fetch(url).catch((thrown: unknown) => new Error('wrapped', { cause: thrown }));

  it('is sure where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    expect(wasNeverSent(await failed(`http://127.0.0.1:${port}/`))).toBe(true);
  });

  it('is not sure when the connection breaks', async () => {
    const server = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(wasNeverSent(await failed(`http://127.0.0.1:${port}/`))).toBe(false);
    server.close();
  });

  it.each([new Error('x'), null, 'ECONNREFUSED', new DOMException('late', 'TimeoutError')])(
    'is not sure of %s',
    (thrown) => {
      expect(wasNeverSent(thrown)).toBe(false);
    },
  );

  it('ends with causes that go round', () => {
    const round = new Error('round');
    round.cause = round;
    expect(wasNeverSent(round)).toBe(false);
  });
});
