import { accountChoice, accountNotFound, commandHelp } from '../../../blocks/index.ts';
import type { PlanCommand } from '../../planner/commands/plan-command.ts';
import { accountOption } from './account-choice.ts';
import { answered, type CommandHandler, refused } from './command-request.ts';
import { startPlan } from './start-plan.ts';

/** Words become a plan, a question which account is meant, or what to say instead. */
export function planHandler(command: PlanCommand): CommandHandler {
  const { name } = command;
  return async (deps, request) => {
    const { data, lookup = data, knowledge, clock } = deps;
    const wish = await command.read(request.args, { data: lookup, knowledge, now: clock.now() });
    switch (wish.kind) {
      case 'usage':
        return refused(commandHelp([command]));
      case 'not_found':
        return refused(accountNotFound(wish.query, wish.nearest, name));
      case 'choose': {
        const { requestKey, threadTs } = request;
        const options = wish.accounts.map((account) => {
          const words = [...name.split(' '), ...wish.again(account)];
          return accountOption(account, { words, requestKey, ...(threadTs !== undefined && { threadTs }) });
        });
        return answered(accountChoice(wish.query, options));
      }
      case 'plan': {
        const { template, args, subject } = wish;
        const typed = [name, ...(subject ? [subject.name] : request.args)].join(' ');
        return await startPlan(deps, request, {
          template,
          args,
          ...(subject && { subject }),
          command: typed,
        });
      }
    }
  };
}
