import { accountCommand, queryOf } from './account-command.ts';
import type { PlanCommand } from './plan-command.ts';

const ofAccount = accountCommand({
  name: 'personas',
  usage: 'personas [<account>]',
  what: 'which kinds of people buy from you, and who of them is known at an account',
  examples: ['personas', 'personas Acme'],
  options: {},
});

export const personas: PlanCommand = {
  ...ofAccount,
  async read(words, world) {
    return queryOf(words) === ''
      ? { kind: 'plan', template: 'personas', args: { account: 'the whole book' } }
      : await ofAccount.read(words, world);
  },
};
