import { describe, expect, it } from 'vitest';
import { howToGetRedis } from '../../../src/embedded/how-to-get-redis.ts';
import { isNewEnough } from '../../../src/embedded/redis-version.ts';

describe('how to get a Redis', () => {
  it.each([
    ['darwin', '', 'brew install redis'],
    ['win32', '', 'WSL'],
    ['linux', 'ID=debian\n', 'apt-get install redis-server'],
    ['linux', 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt-get install redis-server'],
    ['linux', 'ID=fedora\n', 'dnf install redis'],
    ['linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf install redis'],
    ['linux', 'ID=alpine\n', 'apk add redis'],
    ['linux', 'ID=arch\n', 'the redis package of this system'],
    ['freebsd', '', 'the redis package of this system'],
  ] as const)('names the way of %s %j, and REDIS_URL', (platform, osRelease, way) => {
    const sentence = howToGetRedis(platform, osRelease);
    expect(sentence).toContain(way);
    expect(sentence).toMatch(/REDIS_URL to a Redis 6\.2 or newer\.$/);
    expect(sentence.split('\n')).toHaveLength(1);
  });
});

describe('the version that is needed', () => {
  it.each([
    ['6.2.0', true],
    ['6.10.1', true],
    ['7.0.15', true],
    ['10.0', true],
    ['6.1.9', false],
    ['5.9.9', false],
  ])('%s will do: %s', (version, isEnough) => {
    expect(isNewEnough(version)).toBe(isEnough);
  });
});
