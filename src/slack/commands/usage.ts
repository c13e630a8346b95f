import { commandHelp } from '../../../blocks/index.ts';
import type { Message } from '../../../blocks/layout/message.ts';
import type { ControlName } from '../../planner/commands/control.ts';
import { commandsCalled } from '../../planner/commands/index.ts';

/** How to use one subcommand. */
export function usage(name: ControlName): Message {
  return commandHelp(commandsCalled(name));
}
