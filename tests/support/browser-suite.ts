import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from './browser.ts';

/**
 * Tests in a real browser. Where none can be had the run names what it leaves out; with `CI=true` it fails.
 */
export async function describeInBrowser(
  name: string,
  tests: (browser: () => Browser) => void,
): Promise<void> {
  const found = await findBrowser();
  const isMissing = found.kind === 'missing';
  let browser: Browser | undefined;

  if (isMissing) {
    process.stderr.write(`LEFT OUT: ${name}: ${found.reason}\n`);
    it(`left out because there is no browser: ${name}`, () => {
      expect(process.env.CI === 'true' ? found.reason : '', 'the browser tests were left out').toBe('');
    });
  }
  describe.runIf(!isMissing)(name, () => {
    beforeAll(async () => {
      browser = await launchBrowser(found);
    });
    afterAll(() => browser?.close());
    tests(() => {
      if (!browser) throw new Error('the browser is not started yet');
      return browser;
    });
  });
}
