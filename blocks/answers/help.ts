import { type CommandHelp, shortUsage } from '../../src/core/command.ts';
import type { Message } from '../layout/message.ts';
import { context, header, section } from '../layout/parts.ts';
import { code, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { answer } from './answer.ts';

const PROMISE = md`I plan, work under a budget, and ask before anything leaves the house. I never send a message.`;
const EXAMPLE = 'qualify Acme';

/** What can be asked, an example first. */
export function help(commands: readonly CommandHelp[]): Message {
  const more = code('/cugar help <command>');
  return answer({
    sentence: md`Try ${code(`/cugar ${EXAMPLE}`)}. Commands: ${join(
      commands.map(({ name }) => code(name)),
      ', ',
    )}. ${more} tells more.`,
    blocks: [
      header('Cugar'),
      section(md`Try ${code(`/cugar ${EXAMPLE}`)}. ${more} tells more about one of them.`),
      ...sections(commands.map(inShort)),
      context(PROMISE),
    ],
  });
}

/** One command in full, or the few that begin with the same word. */
export function commandHelp(commands: readonly CommandHelp[]): Message {
  const usages = join(
    commands.map(({ usage }) => code(`/cugar ${usage}`)),
    ', ',
  );
  const [example = EXAMPLE] = commands.flatMap(({ examples }) => examples);
  return answer({
    sentence: md`Usage: ${usages}. For example: ${code(`/cugar ${example}`)}`,
    blocks: sections(commands.map(inFull)),
  });
}

/** `draft <account>`: its options are for the help of the command itself. */
function inShort(command: CommandHelp): Mrkdwn {
  return md`${code(`/cugar ${shortUsage(command)}`)} – ${command.what}`;
}

function inFull({ usage, what, examples, notes = [] }: CommandHelp): Mrkdwn {
  return join(
    [
      md`${code(`/cugar ${usage}`)}`,
      // One value: taken apart, neither half would be seen for a mention.
      md`${what.charAt(0).toUpperCase() + what.slice(1)}.`,
      ...notes.map(quoted),
      ...examples.map((example) => md`For example: ${code(`/cugar ${example}`)}`),
    ],
    '\n',
  );
}

/** Notes are shared with the documentation, where backticks mark what is to be typed. */
const quoted = (note: string) => md`${note.replaceAll('`', '"')}`;

const LINES_A_SECTION = 12;

function sections(lines: readonly Mrkdwn[]) {
  const groups: Mrkdwn[][] = [];
  for (let at = 0; at < lines.length; at += LINES_A_SECTION)
    groups.push(lines.slice(at, at + LINES_A_SECTION));
  return groups.map((group) => section(join(group, '\n')));
}
