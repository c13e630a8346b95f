import type { CommandHelp } from '../../core/command.ts';
import type { Account } from '../../core/records.ts';
import { type OptionSpec, type ReadWords, readOptions } from './options.ts';
import type { CommandWorld, PlanArguments, PlanCommand, Wish } from './plan-command.ts';

/** No account is called longer. */
const MAX_QUERY = 200;

interface AccountCommandParts<Name extends string> extends CommandHelp {
  readonly options: Readonly<Record<Name, OptionSpec>>;
  /** Arguments of the plan, besides the account's own. Throws a `CugarError` about an option. */
  arguments?(
    account: Account,
    options: ReadWords<Name>['options'],
    world: CommandWorld,
  ): Promise<PlanArguments>;
}

/** A command about one account, `<name> <account> [options]`; its template in the registry has its name. */
export function accountCommand<Name extends string = never>({
  options: specs,
  arguments: argumentsOf,
  ...help
}: AccountCommandParts<Name>): PlanCommand {
  return {
    ...help,
    async read(words, world): Promise<Wish> {
      const { rest, options } = readOptions(words, specs);
      const query = queryOf(rest);
      if (query === '') return { kind: 'usage' };
      const match = await world.data.findAccount(query);
      if (match.kind === 'none') return { kind: 'not_found', query, nearest: match.nearest };
      if (match.kind === 'many') {
        const again = ({ accountId }: Account) => [accountId, ...optionWords(options)];
        return { kind: 'choose', query, accounts: match.accounts, again };
      }
      const { account } = match;
      const more = await argumentsOf?.(account, options, world);
      return aboutAccount(help.name, account, more);
    },
  };
}

/** A plan about an account: the template gets its id and name. */
export function aboutAccount(
  template: string,
  account: Account,
  args: PlanArguments = {},
): Extract<Wish, { kind: 'plan' }> {
  const { accountId, name } = account;
  return {
    kind: 'plan',
    template,
    args: { ...args, accountId, account: name },
    subject: { accountId, name },
  };
}

/** The words that name an account, no longer than a name can be. */
export function queryOf(words: readonly string[]): string {
  return Array.from(words.join(' ').trim()).slice(0, MAX_QUERY).join('');
}

function optionWords(options: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
}
