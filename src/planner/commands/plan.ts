import { CugarError } from '../../core/errors.ts';
import { readGoal } from '../goal/read-goal.ts';
import { PLAN_TEMPLATE } from '../planner-config.ts';
import { readOptions } from './options.ts';
import type { PlanCommand } from './plan-command.ts';

const LEAST = 3;
const MOST = 500;

/** `plan <goal>`: who and what the goal names is found, and asked for, before anything starts. */
export const plan: PlanCommand = {
  name: 'plan',
  usage: 'plan <goal in plain words>',
  what: 'a plan made for the goal, shown with its estimate, then run',
  examples: [
    'plan prepare me for my call with Acme',
    'plan find out whether Acme is worth our time, then draft an email',
  ],
  notes: [
    'A plan that is estimated to take much asks before it runs.',
    'Where a name can mean several accounts, you are asked which one; `--account` names it by its id.',
  ],
  async read(words, world) {
    const { rest, options } = readOptions(words, { account: { example: 'acc_acme' } });
    const goal = rest.join(' ').trim();
    if ([...goal].length < LEAST) return { kind: 'usage' };
    if ([...goal].length > MOST) {
      throw new CugarError('USER_INPUT', `A goal has at most ${MOST} characters.`, {
        hint: 'Nothing was queued.',
      });
    }
    const chosen = options.account?.split(',') ?? [];
    const reading = await readGoal(goal, world, chosen);
    if (reading.kind === 'choose') {
      return {
        kind: 'choose',
        query: reading.words,
        accounts: reading.accounts,
        again: ({ accountId }) => [goal, `--account=${[...chosen, accountId].join(',')}`],
      };
    }
    return { kind: 'plan', template: PLAN_TEMPLATE, args: { goal, facts: reading.facts } };
  },
};
