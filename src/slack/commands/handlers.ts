import { approvalsList, budgetAnswer, help } from '../../../blocks/index.ts';
import { periodScopes } from '../../engine/charges.ts';
import { digestCommand } from '../digest/command.ts';
import { cancel } from './cancel.ts';
import { answered, type CommandHandler, refused } from './command-request.ts';
import { draft } from './draft.ts';
import { qualify } from './qualify.ts';
import { status } from './status.ts';

const approvals: CommandHandler = async ({ store, clock }, { teamId }) =>
  answered(approvalsList(await store.pendingApprovals(teamId), clock.now().getTime()));

const budget: CommandHandler = async ({ store, limits, clock }, { teamId, userId }) =>
  answered(budgetAnswer(await store.budgetUse(teamId, periodScopes(limits, userId, clock.now()))));

const digest: CommandHandler = async (deps, request) =>
  deps.digest ? await digestCommand(deps.digest)(deps, request) : refused(help());

/** Every subcommand that exists. */
export const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map([
  ['qualify', qualify],
  ['draft', draft],
  ['status', status],
  ['approvals', approvals],
  ['cancel', cancel],
  ['budget', budget],
  ['digest', digest],
  ['help', async () => answered(help())],
]);
