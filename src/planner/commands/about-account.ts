import { accountCommand } from './account-command.ts';

export const qualify = accountCommand({
  name: 'qualify',
  usage: 'qualify <account>',
  what: 'fit, buying signals, open deal and its risk, and a draft for you to approve',
  examples: ['qualify Acme', 'qualify acme.example'],
  notes: ['The account can be its id, domain, name, an alias, or a name with a typing error.'],
  options: {},
});

export const score = accountCommand({
  name: 'score',
  usage: 'score <account>',
  what: 'how much the account resembles the customers you win with',
  examples: ['score Acme'],
  options: {},
});

export const signals = accountCommand({
  name: 'signals',
  usage: 'signals <account>',
  what: 'what happened there lately that makes now a good or a bad time',
  examples: ['signals Acme'],
  options: {},
});
