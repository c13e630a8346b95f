import type { CommandHelp } from '../../../src/core/command.ts';
import { CONTROL_COMMANDS } from '../../../src/planner/commands/control.ts';
import { PLAN_COMMANDS } from '../../../src/planner/commands/index.ts';

const HEAD = `# Commands

Made from the table of commands; \`npx vitest run tests/contract/reference -u\` makes it anew.

Every one is typed after \`/cugar\`, after a mention of the bot, or as it is in a direct conversation with it. Quotes keep
words together; options can stand anywhere. \`help <command>\` or \`<command> --help\` shows the same in Slack. Those that
start a plan also run without Slack: \`npm run cugar -- run <command> …\`.`;

/** docs/reference/commands.md */
export function renderCommands(): string {
  return `${[
    HEAD,
    '## Those that start a plan',
    ...[...PLAN_COMMANDS.values()].map(entry),
    '## Those that are answered at once',
    ...CONTROL_COMMANDS.map(entry),
  ].join('\n\n')}\n`;
}

function entry({ name, usage, what, examples, notes = [] }: CommandHelp): string {
  return [
    `### ${name}`,
    '',
    `\`${usage}\``,
    '',
    [`${what.charAt(0).toUpperCase()}${what.slice(1)}.`, ...notes].join(' '),
    '',
    ...examples.map((example) => `- \`/cugar ${example}\``),
  ].join('\n');
}
