import { describe, expect, it } from 'vitest';
import { readRunArguments } from '../../../src/cli/run-arguments.ts';

const read = (text: string) => readRunArguments(text.split(' ').filter(Boolean), 'usage');

describe('the arguments of run', () => {
  it('keep the words of the subcommand in order, with its own options', () => {
    expect(read('draft Acme --to Jane --json --channel=sms --approve')).toEqual({
      approve: true,
      deny: undefined,
      json: true,
      words: ['draft', 'Acme', '--to', 'Jane', '--channel=sms'],
    });
  });

  it('take the reason of a denial', () => {
    expect(readRunArguments(['qualify', 'Acme', '--deny', 'too soon'], 'usage')).toMatchObject({
      deny: 'too soon',
      words: ['qualify', 'Acme'],
    });
  });

  it('take what follows -- as words', () => {
    expect(read('check -- --json is a word').words).toEqual(['check', '--json', 'is', 'a', 'word']);
  });

  it.each([
    ['', 'Say what to run.'],
    ['--json', 'Say what to run.'],
    ['qualify Acme --approve --deny no', 'not both'],
    ['qualify Acme --deny', 'needs a reason'],
  ])('%j is refused', (text, expected) => {
    expect(() => read(text)).toThrow(expected);
  });
});
