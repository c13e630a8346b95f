import type { KnownBlock } from '@slack/types';
import type { Message } from '../layout/message.ts';
import { actions, button, section } from '../layout/parts.ts';
import { bold, clipMarkup, code, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { answer } from './answer.ts';

export interface AccountOption {
  readonly name: string;
  readonly accountId: string;
  /** What tells it from the others, such as domain, region, industry. */
  readonly facts: readonly string[];
  /** What the button brings back; made by the caller. Above 2,000 characters there is no button. */
  readonly value: string;
}

/** The action id of the button of the `number`-th account, from 1. */
export const ACCOUNT_CHOICE = /^account\.choose\.([1-9]|10)$/;

const MOST = 10;

/** Several accounts fit: lets the person choose. */
export function accountChoice(query: string, accounts: readonly AccountOption[]): Message {
  const offered = accounts.slice(0, MOST);
  const names = offered.map(({ name }) => bold(name, 80));
  const lines = offered.map(({ name, accountId, facts }, index) => {
    const known = facts.length > 0 ? md` – ${clipMarkup(md`${facts.join(', ')}`, 150)}` : md``;
    return md`${index + 1}. ${bold(name, 120)}${known} (${code(accountId, 80)})`;
  });
  const question = md`Several accounts fit “${clipMarkup(md`${query}`, 120)}”. Which one?`;
  return answer({
    sentence: md`${question} ${join(names, ', ')}. Nothing was queued.`,
    blocks: [section(question), section(join(lines, '\n')), ...choiceButtons(offered)],
  });
}

function choiceButtons(accounts: readonly AccountOption[]): KnownBlock[] {
  const buttons = accounts.flatMap(({ name, value }, index) =>
    value === '' || value.length > 2_000
      ? []
      : [
          button({
            text: `${index + 1}. ${name}`,
            actionId: `account.choose.${index + 1}`,
            value,
            label: `Choose account ${index + 1}: ${name}`,
          }),
        ],
  );
  const rows = [buttons.slice(0, 5), buttons.slice(5)];
  return rows.flatMap((row) => (row.length > 0 ? [actions(row)] : []));
}

/** No account fits; `command` is the subcommand to repeat with a better name. */
export function accountNotFound(query: string, nearest: readonly string[], command = 'qualify'): Message {
  const [first] = nearest;
  const missing = md`I found no account “${clipMarkup(md`${query}`, 120)}”, so nothing was queued.`;
  if (first === undefined) {
    return answer({
      sentence: md`${missing} No name in the book of business comes near; check the spelling or use the account's domain.`,
    });
  }
  const names: Mrkdwn[] = nearest.slice(0, 5).map((name) => bold(name, 80));
  return answer({
    sentence: md`${missing} Nearest: ${join(names, ', ')}. Try ${code(`/cugar ${command} ${first}`, 150)}.`,
  });
}
