import type { Redis } from 'ioredis';
import { DAY } from '../core/clock.ts';
import type { TemplateUse, Touch, TouchLog, TouchTemplate } from '../core/touches.ts';
import { keysOf } from './keys.ts';
import { run, scripts } from './scripts.ts';

/** Far more than the caps of any cadence look back on. */
const KEEP_MS = 400 * DAY;
const KEEP_OF_ACCOUNT = 500;

/** Remembers approved approaches by account, and counts them by template. */
export function createTouchLog(redis: Redis): TouchLog {
  return {
    in(teamId) {
      const keys = keysOf(teamId);
      return {
        async of(accountId) {
          const stored = await redis.hvals(keys.touches(accountId));
          const since = Date.now() - KEEP_MS;
          return stored
            .map((text) => JSON.parse(text) as Touch)
            .filter(({ at }) => Date.parse(at) >= since)
            .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.key < b.key ? -1 : 1));
        },

        async note(touch) {
          const { template, accountId } = touch;
          const args = {
            key: touch.key,
            touch: JSON.stringify(touch),
            at: Date.parse(touch.at),
            keep: KEEP_OF_ACCOUNT,
            keepMs: KEEP_MS,
            ...(template && { template: `${template.id}|${template.version}`, counts: countsOf(template) }),
          };
          const touched = [keys.touchIndex(accountId), keys.touches(accountId), keys.templateUse];
          await run(redis, scripts.touchNote, touched, [JSON.stringify(args)]);
        },

        async templateUse() {
          return readUse(await redis.hgetall(keys.templateUse));
        },
      };
    },
  };
}

/** What is counted of it. */
function countsOf({ edited, byModel }: TouchTemplate): string[] {
  if (byModel) return ['count', 'model'];
  return edited ? ['count', 'edited'] : ['count'];
}

function readUse(fields: Readonly<Record<string, string>>): TemplateUse[] {
  return Object.entries(fields)
    .flatMap(([field, count]) => {
      const [id = '', version = '', what] = field.split('|');
      if (what !== 'count') return [];
      const of = (name: string) => Number(fields[`${id}|${version}|${name}`] ?? 0);
      const lastAt = new Date(of('last')).toISOString();
      const [edited, byModel] = [of('edited'), of('model')];
      return [{ id, version: Number(version), handedOver: Number(count), edited, byModel, lastAt }];
    })
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.version - b.version));
}
