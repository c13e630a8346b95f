import {
  adaptersAnswer,
  approvalsList,
  budgetAnswer,
  commandHelp,
  help as helpList,
  MOST_APPROVALS,
  unknownCommand,
} from '../../../blocks/index.ts';
import { nearest } from '../../config/nearest.ts';
import { oldestFirst } from '../../core/plan-store.ts';
import { periodScopes } from '../../engine/charges.ts';
import type { ControlName } from '../../planner/commands/control.ts';
import { COMMANDS, commandsCalled, nameOf, PLAN_COMMANDS } from '../../planner/commands/index.ts';
import { digestCommand } from '../digest/command.ts';
import { audit, auditVerify } from './audit.ts';
import { cancel } from './cancel.ts';
import { answered, type CommandHandler, type Reply, refused } from './command-request.ts';
import { explain } from './explain.ts';
import { planHandler } from './plan-handler.ts';
import { status } from './status.ts';

const approvals: CommandHandler = async ({ store, clock }, { teamId }) => {
  const open = (await store.openRequests(teamId)).toSorted(oldestFirst);
  const items = await store.pendingApprovals(teamId, open.slice(0, MOST_APPROVALS));
  return answered(approvalsList({ items, total: open.length }, clock.now().getTime()));
};

const budget: CommandHandler = async ({ store, limits, clock }, { teamId, userId }) =>
  answered(budgetAnswer(await store.budgetUse(teamId, periodScopes(limits, userId, clock.now()))));

const adapters: CommandHandler = async ({ data, sourceReports }) =>
  answered(adaptersAnswer((await sourceReports?.()) ?? [], data.status()));

const digest: CommandHandler = async (deps, request) =>
  deps.digest ? await digestCommand(deps.digest)(deps, request) : refused(helpList(COMMANDS));

const help: CommandHandler = async (_, { args }) => {
  if (args.length === 0) return answered(helpList(COMMANDS));
  const called = commandsCalled(nameOf(args).name);
  return called.length > 0 ? answered(commandHelp(called)) : notACommand(args[0] ?? '');
};

const CONTROLS: Readonly<Record<ControlName, CommandHandler>> = {
  status,
  explain,
  audit,
  'audit verify': auditVerify,
  approvals,
  cancel,
  budget,
  adapters,
  digest,
  help,
};

/** Every subcommand that exists. */
const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map([
  ...[...PLAN_COMMANDS].map(([name, command]) => [name, planHandler(command)] as const),
  ...Object.entries(CONTROLS),
]);

export interface Named {
  /** The subcommand, or `unknown`. */
  readonly name: string;
  readonly args: readonly string[];
  readonly handler: CommandHandler;
}

/** Whoever answers these words: a command, its help, or the nearest name. */
export function handlerOf(words: readonly string[]): Named {
  if (words.length === 0) return { name: 'help', args: [], handler: help };
  const { name, args } = nameOf(words);
  const wantsHelp = args.length === 1 && /^(--help|-h)$/.test(args[0] ?? '');
  const handler = HANDLERS.get(name);
  if (handler && !wantsHelp) return { name, args, handler };
  const called = commandsCalled(name);
  if (called.length > 0) {
    const told = wantsHelp ? answered(commandHelp(called)) : refused(commandHelp(called));
    return { name: 'help', args, handler: async () => told };
  }
  return { name: 'unknown', args, handler: async () => notACommand(name) };
}

function notACommand(name: string): Reply {
  const names = [...new Set(COMMANDS.flatMap((command) => [command.name, command.name.split(' ')[0] ?? '']))];
  return refused(unknownCommand(name, nearest(name, names) ?? undefined));
}
