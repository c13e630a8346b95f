import type { Message } from '../layout/message.ts';
import { context, header, section } from '../layout/parts.ts';
import { code, join, md } from '../text/mrkdwn.ts';
import { answer } from './answer.ts';

export interface CommandHelp {
  /** As typed after `/cugar`, such as `qualify <account>`. */
  readonly usage: string;
  readonly what: string;
}

export const COMMANDS: readonly CommandHelp[] = [
  {
    usage: 'qualify <account>',
    what: 'fit, buying signals, open deal and its risk, and a draft for you to approve',
  },
  {
    usage: 'draft <account> [--to <contact>] [--channel email|linkedin|phone|sms] [--tone <tone>]',
    what: 'a message for you to approve, with its evidence and quality check',
  },
  { usage: 'status [<plan>]', what: 'your latest plans, or one plan in full' },
  { usage: 'approvals', what: 'what waits for a decision, and whose' },
  { usage: 'cancel <plan>', what: 'stop a plan and its open request' },
  { usage: 'budget', what: 'what has been used and what is left' },
  { usage: 'digest [now|on|off|me on|me off]', what: 'the daily digest, and your own lines in it' },
  { usage: 'help', what: 'this list' },
];

/** What can be asked, an example first. */
export function help(commands: readonly CommandHelp[] = COMMANDS, example = 'qualify Acme'): Message {
  const lines = commands.map(({ usage, what }) => md`${code(`/cugar ${usage}`)} – ${what}`);
  const usages = join(
    commands.map(({ usage }) => code(`/cugar ${usage}`)),
    ', ',
  );
  return answer({
    sentence: md`Try ${code(`/cugar ${example}`)}. Commands: ${usages}.`,
    blocks: [
      header('Cugar'),
      section(md`Try ${code(`/cugar ${example}`)}.`),
      section(join(lines, '\n')),
      context(
        md`I plan, work under a budget, and ask before anything leaves the house. I never send a message.`,
      ),
    ],
  });
}
