import type { CommandHelp } from '../../core/command.ts';
import type { Knowledge } from '../../core/knowledge.ts';
import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';

/** JSON values for `$args.<name>` of a template. */
export type PlanArguments = Readonly<Record<string, unknown>>;

/** What a command can look up to understand its words. */
export interface CommandWorld {
  readonly data: SalesData;
  readonly knowledge: Knowledge;
  readonly now: Date;
}

/** What the words of a command ask for. */
export type Wish =
  | {
      readonly kind: 'plan';
      /** Name of the plan template in the registry. */
      readonly template: string;
      readonly args: PlanArguments;
      readonly subject?: { readonly accountId: string; readonly name: string };
    }
  /** Several accounts fit: `again` gives the words that mean one of them. */
  | {
      readonly kind: 'choose';
      readonly query: string;
      readonly accounts: readonly Account[];
      readonly again: (account: Account) => readonly string[];
    }
  /** No account fits. */
  | { readonly kind: 'not_found'; readonly query: string; readonly nearest: readonly string[] }
  /** Too little was said. */
  | { readonly kind: 'usage' };

/** One subcommand that starts a plan. */
export interface PlanCommand extends CommandHelp {
  /** Reads the words after the name. Throws a `CugarError` that says what is wrong with them. */
  read(words: readonly string[], world: CommandWorld): Promise<Wish>;
}
