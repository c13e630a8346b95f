import type { CommandHelp } from '../../core/command.ts';
import { qualify, score, signals } from './about-account.ts';
import { ask } from './ask.ts';
import { check } from './check.ts';
import { CONTROL_COMMANDS } from './control.ts';
import { draft } from './draft.ts';
import { personas } from './personas.ts';
import { plan } from './plan.ts';
import type { PlanCommand } from './plan-command.ts';
import { risk } from './risk.ts';
import { summarize } from './summarize.ts';
import { templates } from './templates.ts';
import { territoryAssign, territoryCoverage, territorySimulate } from './territory.ts';
import { touchpoint } from './touchpoint.ts';
import { winLoss } from './win-loss.ts';

/** Every subcommand that starts a plan, in the order of help. */
const ALL: readonly PlanCommand[] = [
  qualify,
  score,
  signals,
  risk,
  draft,
  check,
  touchpoint,
  territoryCoverage,
  territorySimulate,
  territoryAssign,
  ask,
  summarize,
  plan,
  winLoss,
  personas,
  templates,
];

export const PLAN_COMMANDS: ReadonlyMap<string, PlanCommand> = new Map(
  ALL.map((command) => [command.name, command]),
);

/** Every subcommand there is. */
export const COMMANDS: readonly CommandHelp[] = [...ALL, ...CONTROL_COMMANDS];

/** A command's name, of one word or two, and the words behind it. */
export interface NamedWords {
  readonly name: string;
  readonly args: readonly string[];
}

/** Finds `territory simulate` in its first two words, else takes the first word as the name. */
export function nameOf(words: readonly string[]): NamedWords {
  const [first = '', second = '', ...rest] = words;
  const two = `${first} ${second}`.toLowerCase();
  return COMMANDS.some(({ name }) => name === two)
    ? { name: two, args: rest }
    : { name: first.toLowerCase(), args: words.slice(1) };
}

/** The commands that a name or the first word of names means; none when there is no such command. */
export function commandsCalled(name: string): readonly CommandHelp[] {
  const exact = COMMANDS.filter((command) => command.name === name);
  return exact.length > 0 ? exact : COMMANDS.filter((command) => command.name.startsWith(`${name} `));
}
