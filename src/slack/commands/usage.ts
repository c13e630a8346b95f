import { COMMANDS, help } from '../../../blocks/index.ts';
import type { Message } from '../../../blocks/layout/message.ts';

/** How to use one subcommand. */
export function usage(name: string, example: string): Message {
  return help(
    COMMANDS.filter((command) => command.usage.split(' ')[0] === name),
    example,
  );
}
