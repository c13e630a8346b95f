import { type Logger, LogLevel } from '@slack/web-api';
import type { SlackLog } from './log.ts';

const MAX_TEXT = 300;

/** Takes over what Slack's packages log; their chatter, which can hold payloads, is dropped. */
export function createBoltLogger(log: SlackLog): Logger {
  const sentence = (parts: readonly unknown[]) =>
    parts
      .map((part) => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''))
      .join(' ')
      .trim()
      .slice(0, MAX_TEXT);
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn({ source: 'slack-sdk' }, sentence(parts)),
    error: (...parts) => log.error({ source: 'slack-sdk' }, sentence(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
