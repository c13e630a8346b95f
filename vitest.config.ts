import { defineConfig } from 'vitest/config';
import { createClosingLine } from './tests/support/closing-line.ts';

const closingLine = createClosingLine((text) => void process.stdout.write(text));

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', closingLine],
    // Patience for a busy machine; what must be fast is measured by the benchmark, not here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
    maxWorkers: 2,
    pool: 'forks',
  },
});
