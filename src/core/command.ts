/** What people can read of one subcommand. */
export interface CommandHelp {
  /** One word or two, such as `qualify` or `territory simulate`. */
  readonly name: string;
  /** As typed after `/cugar`, such as `qualify <account>`. */
  readonly usage: string;
  /** What comes of it, as one clause. */
  readonly what: string;
  /** As typed after `/cugar`, the most telling one first. */
  readonly examples: readonly [string, ...string[]];
  /** What else is worth knowing, a sentence each. */
  readonly notes?: readonly string[];
}

/** The usage without its options: `draft <account> …`. */
export function shortUsage({ usage }: Pick<CommandHelp, 'usage'>): string {
  return usage.replace(/ \[--.*$/, ' …').replace('… …', '…');
}
