export { startTestRedis, type TestRedis, type TestRedisOptions } from '../../bench/campaign/own-redis.ts';
