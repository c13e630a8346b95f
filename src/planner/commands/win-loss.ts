import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { SEGMENTS } from '../../core/segments.ts';
import { readOptions } from './options.ts';
import type { PlanCommand } from './plan-command.ts';

const Day = z.iso.date();

export const winLoss: PlanCommand = {
  name: 'winloss',
  usage: 'winloss [--by <segment>] [--since <day>]',
  what: 'which kinds of deals are won more or less often than the rest',
  examples: ['winloss', 'winloss --by industry', 'winloss --since 2026-01-01'],
  notes: [`Segments: ${SEGMENTS.join(', ')}.`],
  async read(words) {
    const { rest, options } = readOptions(words, {
      by: { example: 'industry', choices: SEGMENTS },
      since: { example: '2026-01-01' },
    });
    if (rest.length > 0) return { kind: 'usage' };
    const { by, since } = options;
    if (since !== undefined && !Day.safeParse(since).success) {
      throw new CugarError('USER_INPUT', `“${since}” is no day.`, { hint: 'Write it as 2026-01-01.' });
    }
    return {
      kind: 'plan',
      template: 'winloss',
      args: {
        ...(by !== undefined && { segments: [by] }),
        ...(since !== undefined && { since }),
        scope: by === undefined ? 'all closed deals' : `closed deals by ${by}`,
      },
    };
  },
};
