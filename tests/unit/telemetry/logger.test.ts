import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from '../../../src/telemetry/logger.ts';

function capture(level: LoggerOptions['level'] = 'info') {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ level, stream, base: { role: 'all' } });
  return { log, text: () => lines.join(''), lines: () => lines.map((line): unknown => JSON.parse(line)) };
}

describe('the logger', () => {
  it('writes JSON lines with level, time and base fields', () => {
    const { log, lines } = capture();
    log.info({ planId: 'P1', authority: 'confirmed' }, 'plan_created');
    log.debug('not written');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        role: 'all',
        planId: 'P1',
        authority: 'confirmed',
        msg: 'plan_created',
      },
    ]);
  });

  it.each<[string, (log: ReturnType<typeof createLogger>) => void]>([
    ['a field', (log) => log.info({ token: 'hunter2' }, 'x')],
    ['a field of a child', (log) => log.child({ password: 'hunter2' }).info('x')],
    ['a message', (log) => log.info('password=hunter2')],
    ['a message put together', (log) => log.info('password=%s', 'hunter2')],
    ['a message put together after fields', (log) => log.info({ a: 1 }, 'secret: %s', 'hunter2')],
    ['an error', (log) => log.error(new Error('password=hunter2'))],
    ['an error field', (log) => log.error({ err: new Error('password=hunter2') })],
    ['an error field with a message', (log) => log.error({ err: new Error('password=hunter2') }, 'failed')],
    [
      'the cause of an error',
      (log) => log.error({ err: new Error('x', { cause: new Error('token=hunter2') }) }),
    ],
    ['an error of a child', (log) => log.child({ err: new Error('pwd=hunter2') }).info('x')],
    ['an argument of its own', (log) => log.info('saw %o', { password: 'a', text: 'token=hunter2' })],
  ])('hides a secret in %s', (_where, write) => {
    const { log, text, lines } = capture();
    write(log);
    expect(lines()).toHaveLength(1);
    expect(text()).toContain('[redacted]');
    expect(text()).not.toContain('hunter2');
  });

  it('keeps type, message and stack of an error', () => {
    const { log, lines } = capture();
    log.error(new TypeError('no such thing'));
    expect(lines()).toMatchObject([
      {
        level: 'error',
        msg: 'no such thing',
        err: { type: 'TypeError', stack: expect.stringContaining('logger.test') },
      },
    ]);
  });

  it('survives values that JSON cannot hold', () => {
    const { log, lines } = capture();
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    log.info({ loop, big: 1n });
    log.info('');
    expect(lines()).toMatchObject([{ loop: { loop: '[circular]' }, big: '1n' }, { msg: '' }]);
  });

  it('is silent when told so', () => {
    const { log, lines } = capture('silent');
    log.fatal('x');
    expect(lines()).toEqual([]);
  });
});
