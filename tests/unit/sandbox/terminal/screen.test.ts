import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createScreen, type ScreenOptions } from '../../../../src/sandbox/terminal/screen.ts';

function setup(over: Partial<ScreenOptions> = {}) {
  const input = new PassThrough() as PassThrough & { setRawMode?: (mode: boolean) => void };
  const output = new PassThrough();
  const modes: boolean[] = [];
  input.setRawMode = (mode) => void modes.push(mode);
  const screen = createScreen({ input, output, isTty: false, width: () => 40, ...over });
  const written = () => String(output.read() ?? '');
  return { input, screen, written, modes };
}

describe('questions', () => {
  it('takes the first key that is offered, in either case, and leaves the rest', async () => {
    const { input, screen } = setup();
    input.write('xxD\nsecond\n');
    expect(await screen.key('? ', ['a', 'd'])).toBe('d');
    expect(await screen.line('? ')).toBe('second');
  });

  it('waits for a key that comes in later', async () => {
    const { input, screen, written } = setup();
    const answer = screen.key('a or d? ', ['a', 'd']);
    expect(written()).toBe('a or d? ');
    input.write('a');
    expect(await answer).toBe('a');
  });

  it('a terminal is raw only while a key is awaited', async () => {
    const { input, screen, modes } = setup({ isTty: true });
    const answer = screen.key('? ', ['a']);
    input.write('a');
    await answer;
    expect(modes).toEqual([true, false]);
  });

  it('Ctrl+C while a key is awaited interrupts', async () => {
    let interrupts = 0;
    const stop = new AbortController();
    const { input, screen } = setup({
      isTty: true,
      onInterrupt: () => {
        interrupts += 1;
        stop.abort();
      },
    });
    const answer = screen.key('? ', ['a'], stop.signal);
    input.write('\u0003');
    expect(await answer).toBeNull();
    expect(interrupts).toBe(1);
  });

  it('a question that is taken back has no answer, and the next one works', async () => {
    const { input, screen } = setup();
    const stop = new AbortController();
    const answer = screen.key('? ', ['a'], stop.signal);
    stop.abort();
    expect(await answer).toBeNull();
    expect(await screen.key('? ', ['a'], stop.signal)).toBeNull();
    input.write('line\r\n');
    expect(await screen.line('? ')).toBe('line');
  });

  it('the end of the input answers everything with null, after the last line', async () => {
    const { input, screen } = setup();
    input.end('last');
    expect(await screen.line('? ')).toBe('last');
    expect(await screen.line('? ')).toBeNull();
    expect(await screen.key('? ', ['a'])).toBeNull();
  });

  it('what is printed meanwhile goes above the question', async () => {
    const { input, screen, written } = setup();
    const answer = screen.key('decide? ', ['a']);
    screen.print(['news']);
    input.write('a');
    await answer;
    expect(written()).toBe('decide? \nnews\ndecide? a\n');
  });

  it('prints within the width', () => {
    const { screen, written } = setup({ width: () => 10 });
    screen.print(['one two three', '']);
    expect(written()).toBe('one two\nthree\n\n');
  });
});
