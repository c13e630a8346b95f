import type { CommandHelp } from '../../core/command.ts';

/** Subcommands that start no plan: they are answered at once. */
export const CONTROL_COMMANDS = [
  {
    name: 'status',
    usage: 'status [<plan>]',
    what: 'your latest plans, or one plan in full',
    examples: ['status', 'status 01JD9ZK5'],
    notes: ['The first or last four characters of a plan id are enough where they are unique.'],
  },
  {
    name: 'explain',
    usage: 'explain <plan>',
    what: 'why a plan did what it did, step by step, from its record alone',
    examples: ['explain 01JD9ZK5'],
  },
  {
    name: 'audit',
    usage: 'audit <plan>',
    what: 'what happened to a plan, by whom and when',
    examples: ['audit 01JD9ZK5'],
    notes: ['`audit verify` looks whether the trail of the whole workspace is unbroken.'],
  },
  {
    name: 'audit verify',
    usage: 'audit verify',
    what: 'whether every entry of the audit trail matches its hash',
    examples: ['audit verify'],
  },
  {
    name: 'approvals',
    usage: 'approvals',
    what: 'what waits for a decision, and whose',
    examples: ['approvals'],
  },
  {
    name: 'cancel',
    usage: 'cancel <plan>',
    what: 'stop a plan and its open request',
    examples: ['cancel 01JD9ZK5'],
    notes: ['For the one who asked, and for approvers.'],
  },
  { name: 'budget', usage: 'budget', what: 'what has been used and what is left', examples: ['budget'] },
  {
    name: 'adapters',
    usage: 'adapters',
    what: 'where facts come from: the book’s bad rows, and how each data vendor does',
    examples: ['adapters'],
  },
  {
    name: 'digest',
    usage: 'digest [now|on|off|me on|me off]',
    what: 'the daily digest, and your own lines in it',
    examples: ['digest now', 'digest me on'],
  },
  {
    name: 'help',
    usage: 'help [<command>]',
    what: 'this list, or one command in full',
    examples: ['help', 'help draft'],
  },
] as const satisfies readonly CommandHelp[];

export type ControlName = (typeof CONTROL_COMMANDS)[number]['name'];
