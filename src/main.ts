import { setFlagsFromString } from 'node:v8';

// Loading the program makes much garbage once: the young heap need not grow to 32 MB for it and stay so.
// Nor does what runs once need to be optimised.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--no-opt');
const { runBot } = await import('./composition/process.ts');
await runBot();
setFlagsFromString('--opt');
setFlagsFromString('--semi-space-growth-factor=2');
