import type { PageSettings } from '../../protocol.ts';

export interface Completion {
  /** What the composer holds when this is taken. */
  readonly text: string;
  readonly label: string;
  readonly what: string;
}

const MOST = 8;

type Words = Pick<PageSettings, 'command' | 'commands' | 'accountNames'>;

function subcommands({ command, commands }: Words, typed: string): Completion[] {
  return commands
    .filter(({ usage }) => usage.startsWith(typed))
    .map(({ usage, what }) => {
      const [name = '', ...rest] = usage.split(' ');
      const text = rest.length > 0 ? `${command} ${name} ` : `${command} ${name}`;
      return { text, label: `${command} ${usage}`, what };
    });
}

function accounts({ command, accountNames }: Words, name: string, typed: string): Completion[] {
  const wanted = typed.trim().toLowerCase();
  const fits = accountNames.map(oneLine).filter((account) => account.toLowerCase().includes(wanted));
  const begins = (account: string) => Number(account.toLowerCase().startsWith(wanted));
  return fits
    .toSorted((a, b) => begins(b) - begins(a) || a.localeCompare(b))
    .slice(0, MOST)
    .map((account) => ({
      text: `${command} ${name} ${account}`,
      label: account,
      what: 'Account',
    }));
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What could be meant by what is typed so far; none when it is no command, or nothing is left to say. */
export function completionsFor(typed: string, words: Words): Completion[] {
  const { command, commands } = words;
  if (!typed.startsWith('/')) return [];
  if (!typed.startsWith(`${command} `)) return command.startsWith(typed) ? subcommands(words, '') : [];
  const rest = typed.slice(command.length + 1);
  const space = rest.indexOf(' ');
  if (space < 0) return subcommands(words, rest).filter(({ text }) => text !== typed);
  const name = rest.slice(0, space);
  const takesAccount = commands.some(({ usage }) => usage.startsWith(`${name} <account`));
  return takesAccount
    ? accounts(words, name, rest.slice(space + 1)).filter(({ text }) => text !== typed)
    : [];
}
