import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CugarError } from '../../../../src/core/errors.ts';
import { MessageChannel } from '../../../../src/core/proposal.ts';
import { readOptions } from '../../../../src/planner/commands/options.ts';

const SPECS = {
  to: { example: 'Jane Doe', takesRest: true },
  channel: { example: 'email', choices: MessageChannel.options, spellings: { 'e-mail': 'email' } },
  tone: { example: 'friendly', choices: ['professional', 'friendly', 'concise', 'formal'] },
};
const read = (text: string) => {
  const { rest, options } = readOptions(text.split(' ').filter(Boolean), SPECS);
  return { query: rest.join(' '), options };
};

function complaint(text: string): string {
  try {
    read(text);
  } catch (thrown) {
    if (!(thrown instanceof CugarError) || thrown.code !== 'USER_INPUT') throw thrown;
    return `${thrown.message} ${thrown.detail.hint}`;
  }
  throw new Error('it was taken');
}

describe('the options of a command', () => {
  it.each([
    ['Acme', { query: 'Acme', options: {} }],
    ['Acme Robotics Inc', { query: 'Acme Robotics Inc', options: {} }],
    ['', { query: '', options: {} }],
    ['Acme --channel sms', { query: 'Acme', options: { channel: 'sms' } }],
    ['--tone friendly Acme', { query: 'Acme', options: { tone: 'friendly' } }],
    ['Acme --CHANNEL E-Mail', { query: 'Acme', options: { channel: 'email' } }],
    ['Acme --channel=phone --tone=formal', { query: 'Acme', options: { channel: 'phone', tone: 'formal' } }],
    ['Acme —to jane@acme.example', { query: 'Acme', options: { to: 'jane@acme.example' } }],
    ['Acme –tone concise', { query: 'Acme', options: { tone: 'concise' } }],
    [
      'Acme --to Jane van Doe --channel email',
      { query: 'Acme', options: { to: 'Jane van Doe', channel: 'email' } },
    ],
    ['--to Jane Acme Robotics', { query: 'Acme Robotics', options: { to: 'Jane' } }],
    ['Smith - Sons', { query: 'Smith - Sons', options: {} }],
    ['Coca-Cola', { query: 'Coca-Cola', options: {} }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('takes a quoted value as one', () => {
    expect(readOptions(['--to', 'Jane Doe', 'Acme'], SPECS).options.to).toBe('Jane Doe');
  });

  it.each([
    ['Acme --chanel email', 'There is no option --chanel. Did you mean --channel?'],
    ['Acme --bcc jane', 'There is no option --bcc. The options are --to, --channel, --tone.'],
    [
      'Acme --channel emial',
      '“emial” is no channel. Did you mean email? It can be email, linkedin, phone, sms.',
    ],
    ['Acme --channel fax-machine', '“fax-machine” is no channel. It can be email'],
    ['Acme --tone angry', '“angry” is no tone. It can be professional, friendly, concise, formal.'],
    ['Acme --to', 'The option --to needs a value. For example: --to "Jane Doe"'],
    ['Acme --to --channel email', 'The option --to needs a value.'],
    ['Acme --channel=', 'The option --channel needs a value.'],
    ['Acme --tone formal --tone formal', 'The option --tone was given twice.'],
  ])('%s is refused', (text, expected) => {
    expect(complaint(text)).toContain(expected);
  });

  it('is read or refused, whatever is typed', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('--to', '—tone', '--channel=sms', 'email', '--', '-'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        try {
          readOptions(words, SPECS);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CugarError);
        }
      }),
    );
  });
});
