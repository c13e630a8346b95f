import { openInfrastructure } from '../../composition/infrastructure.ts';
import type { Config } from '../../config/env.ts';
import { asCugarError } from '../../core/errors.ts';
import { redisWarnings } from '../../store/redis-health.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { bad, type Line, ok, warning } from './check.ts';
import { clockLine } from './clock-line.ts';

/** Version, durability, memory policy and clock of the Redis in use. */
export async function checkRedis(config: Config, log: Logger, now: () => Date): Promise<Line[]> {
  const kind = config.redis.kind === 'embedded' ? 'embedded' : 'of REDIS_URL';
  try {
    const { requests, close } = await openInfrastructure(config, log, () => {});
    try {
      const version = /redis_version:(\S+)/.exec(await requests.info('server'))?.[1] ?? 'of unknown version';
      const asked = now().getTime();
      const [seconds, micros] = await requests.time();
      const answered = now().getTime();
      const theirs = Number(seconds) * 1_000 + Number(micros) / 1_000;
      const risks = await redisWarnings(requests);
      return [
        ok('Redis', `${version}, ${kind}`),
        ...risks.map((said) =>
          warning('Redis durability', said, 'Set it in redis.conf, or use the redis of docker-compose.yml.'),
        ),
        clockLine('Clock beside Redis', { theirs, asked, answered }),
      ];
    } finally {
      await close();
    }
  } catch (thrown) {
    const { code, message, detail } = asCugarError(thrown);
    const usual = code === 'SYSTEM_CONFIG' ? 'Use a newer one.' : 'Start it, or correct REDIS_URL.';
    return [bad('Redis', message, detail.hint ?? usual)];
  }
}
