import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends every run with `N passed, N failed`. A file that cannot be loaded, and an error outside of any test,
 * counts as one failed. What was left out, such as tests that need a browser, is named before.
 */
export function createClosingLine(write: (text: string) => void): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const counts = modules.map(count);
      const passed = counts.reduce((sum, one) => sum + one.passed, 0);
      const failed = counts.reduce((sum, one) => sum + one.failed, unhandledErrors.length);
      const leftOut = [...new Set(modules.flatMap(suitesLeftOut))];
      if (leftOut.length > 0) process.once('exit', () => write(`left out: ${leftOut.join(', ')}\n`));
      process.once('exit', () => write(`${passed} passed, ${failed} failed\n`));
    },
  };
}

function count(module: TestModule): { passed: number; failed: number } {
  const tests = [...module.children.allTests()].map((test) => test.result().state);
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
  const failedTests = tests.filter((state) => state === 'failed').length;
  const brokenFile = module.errors().length > 0 ? 1 : 0;
  return {
    passed: tests.filter((state) => state === 'passed').length,
    failed: failedTests + suites + brokenFile,
  };
}

function suitesLeftOut(module: TestModule): string[] {
  const tests = [...module.children.allTests('skipped')];
  return tests.map(({ parent, name }) => (parent.type === 'suite' ? parent.name : name));
}
