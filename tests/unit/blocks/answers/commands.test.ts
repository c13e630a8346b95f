import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_CHOICE,
  accountChoice,
  accountNotFound,
  cancelAnswer,
  commandHelp,
  errorAnswer,
  help,
  queued,
  unknownCommand,
} from '../../../../blocks/index.ts';
import { shortUsage } from '../../../../src/core/command.ts';
import { COMMANDS, commandsCalled } from '../../../../src/planner/commands/index.ts';
import { buttonsOf, textsOf } from '../../../support/message-texts.ts';
import { PLAN_ID } from '../../../support/plan-records.ts';

const typed = (text: string) => text.replace(/</g, '&lt;').replace(/>/g, '&gt;');

describe('help', () => {
  it('begins with an example and lists every command with what it does', () => {
    const { text, blocks } = help(COMMANDS);
    expect(text.startsWith('Try `/cugar qualify Acme`.')).toBe(true);
    const shown = textsOf(blocks);
    for (const command of COMMANDS) {
      expect(shown).toContain(`\`/cugar ${typed(shortUsage(command))}\` – ${command.what}`);
      expect(text).toContain(command.name);
    }
  });

  it('tells all of one command', () => {
    const shown = textsOf(commandHelp(commandsCalled('draft')).blocks);
    expect(shown).toContain('[--channel email|linkedin|phone|sms]');
    expect(shown).toContain('Tones: professional, friendly, concise, formal.');
    expect(shown).toContain('For example: `/cugar draft Acme --channel email`');
    expect(shown).not.toContain('qualify');
  });
});

describe('queued', () => {
  it('names the plan', () => {
    expect(queued({ goal: 'Qualify Acme', planId: PLAN_ID }).text).toContain(
      `Queued: Qualify Acme (plan \`${PLAN_ID}\`)`,
    );
  });

  it('says so when the same was asked before', () => {
    expect(queued({ goal: 'Qualify Acme', planId: PLAN_ID, isNew: false }).text).toContain(
      'nothing was queued twice',
    );
  });
});

describe('cancelAnswer', () => {
  it.each([
    ['cancelled', 'is cancelled'],
    ['ended', 'had already ended'],
    ['unknown', 'There is no plan'],
    ['not_allowed', 'Only the one who asked or an approver'],
  ] as const)('%s', (outcome, words) => {
    const { text } = cancelAnswer(outcome, PLAN_ID);
    expect(text).toContain(words);
    expect(text).toContain(PLAN_ID);
  });
});

describe('accountChoice', () => {
  const account = (name: string, value = `v:${name}`) => ({
    name,
    accountId: `id-${name}`,
    facts: ['Berlin'],
    value,
  });

  it('has a button for each account that brings back the value given', () => {
    const names = ['Acme', 'Acme Labs', 'Acme GmbH', 'Acme AG', 'Acme Ltd', 'Acme Inc'];
    const { blocks, text } = accountChoice(
      'acme',
      names.map((name) => account(name)),
    );
    const buttons = buttonsOf(blocks);
    expect(buttons.map(({ actionId, value }) => [actionId, value])).toEqual(
      names.map((name, index) => [`account.choose.${index + 1}`, `v:${name}`]),
    );
    expect(buttons.every(({ actionId }) => ACCOUNT_CHOICE.test(actionId))).toBe(true);
    expect(blocks.filter(({ type }) => type === 'actions')).toHaveLength(2);
    expect(textsOf(blocks)).toContain('2. *Acme Labs* – Berlin (`id-Acme Labs`)');
    expect(text).toContain('Nothing was queued.');
  });

  it('offers no button that Slack would refuse, and still lists the account', () => {
    const { blocks } = accountChoice('acme', [account('Acme', 'v'.repeat(2_001)), account('Acme Labs')]);
    expect(buttonsOf(blocks).map(({ actionId }) => actionId)).toEqual(['account.choose.2']);
    expect(textsOf(blocks)).toContain('1. *Acme*');
  });
});

describe('accountNotFound', () => {
  it('suggests the nearest names and how to ask again', () => {
    const { text } = accountNotFound('Acmee', ['Acme', 'Acne']);
    expect(text).toContain('no account “Acmee”, so nothing was queued');
    expect(text).toContain('Nearest: *Acme*, *Acne*. Try `/cugar qualify Acme`.');
  });

  it('says what to do when no name comes near', () => {
    expect(accountNotFound('zzz', []).text).toContain('check the spelling');
  });
});

describe('unknownCommand', () => {
  it('suggests the nearest command, if there is one', () => {
    expect(unknownCommand('qualfy', 'qualify').text).toContain('Did you mean `/cugar qualify`?');
    expect(unknownCommand('zzz').text).not.toContain('Did you mean');
    expect(unknownCommand('zzz').text).toContain('`/cugar help`');
  });
});

describe('errorAnswer', () => {
  it('says what happened, what to do and what to quote', () => {
    const error = {
      code: 'RESOURCE_UNAVAILABLE',
      message: 'The CRM does not answer.',
      reference: 'trace-1',
    } as const;
    expect(errorAnswer(error).text).toBe(
      'The CRM does not answer. Ask again when the data source answers. Reference `trace-1`, `RESOURCE_UNAVAILABLE`',
    );
    expect(errorAnswer({ ...error, hint: 'Wait a minute.' }).text).toContain('Wait a minute. Reference');
  });

  it('never shows a stack', () => {
    const message = 'Cannot read x\n    at read (/srv/app/src/x.ts:1:2)\n    at main';
    const answer = errorAnswer({ code: 'AGENT_LOGIC', message, reference: 'r' });
    expect(`${answer.text}${textsOf(answer.blocks)}`).not.toContain('/srv/app');
    expect(errorAnswer({ code: 'AGENT_LOGIC', message: '', reference: 'r' }).text).toContain(
      'Something went wrong.',
    );
  });
});
