import { OLDEST_REDIS } from './redis-version.ts';

const BY_DISTRIBUTION: Readonly<Record<string, string>> = {
  debian: 'run "sudo apt-get update && sudo apt-get install redis-server"',
  ubuntu: 'run "sudo apt-get update && sudo apt-get install redis-server"',
  fedora: 'run "sudo dnf install redis"',
  rhel: 'run "sudo dnf install redis"',
  alpine: 'run "apk add redis"',
};

const OTHER = 'install the redis package of this system';

/** What a person does to get a Redis on this system, one sentence. `osRelease` is the text of /etc/os-release. */
export function howToGetRedis(platform: NodeJS.Platform, osRelease: string): string {
  const or = `or set REDIS_URL to a Redis ${OLDEST_REDIS} or newer`;
  if (platform === 'darwin') return `To get one run "brew install redis", ${or}.`;
  if (platform === 'win32') return `Redis does not run on Windows itself: start this program in WSL, ${or}.`;
  const names = distributionNames(osRelease);
  const known = names.map((name) => BY_DISTRIBUTION[name]).find((advice) => advice !== undefined);
  return `To get one ${known ?? OTHER}, ${or}.`;
}

/** The distribution and what it descends from, nearest first. */
function distributionNames(osRelease: string): string[] {
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  return `${value('ID')} ${value('ID_LIKE')}`.split(' ').filter(Boolean);
}
