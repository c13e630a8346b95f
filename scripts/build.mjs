import { compile } from './steps/compile.mjs';
import { say } from './steps/root.mjs';

try {
  await compile({ evenWithTypeErrors: process.argv.includes('--even-with-type-errors') });
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
