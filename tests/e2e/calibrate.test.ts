import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startProgram } from '../support/e2e-program.ts';

const EXPORT = fileURLToPath(new URL('../../../shared/data/crm-sales-opportunities', import.meta.url));

async function calibrate(env: Record<string, string>, ...args: string[]) {
  const program = startProgram('cli.js', { args: ['calibrate', ...args], env });
  const { code } = await program.ended;
  return { code, out: program.stdout(), err: program.stderr() };
}

describe('cugar calibrate', () => {
  it('needs no Redis, labels the sample, and says that it is too small to learn from', async () => {
    const { code, out, err } = await calibrate({ REDIS_URL: 'redis://127.0.0.1:1' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^This is the invented sample/);
    expect(out).toContain('so the defaults stay in force');
  });

  it('prints one JSON document', async () => {
    const { out } = await calibrate({}, '--json');
    expect(JSON.parse(out)).toMatchObject({ use: 'defaults', test: null, dataMode: 'sample' });
  });

  it('takes no words', async () => {
    expect(await calibrate({}, 'everything')).toMatchObject({ code: 2, out: '' });
  });

  it.runIf(existsSync(EXPORT))(
    'learns from a real export, and refuses what was written down later',
    async () => {
      const { code, out } = await calibrate({ SALES_DATA_DIR: EXPORT }, '--json');
      expect(code).toBe(0);
      const report = JSON.parse(out);
      expect(report).toMatchObject({ closed: 6_711, won: 4_238, use: 'factors', dataMode: 'local' });
      expect(report.test).toMatchObject({ split: 'time', learnedUntil: '2017-09-29', deals: 1_898 });
      expect(report.test.facts).toContainEqual({
        name: 'deal size',
        refused: expect.stringContaining('0 % of the lost deals'),
      });
    },
  );
});
