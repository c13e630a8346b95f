import { setFlagsFromString } from 'node:v8';

// Loading the program makes much garbage once. The young heap need not grow to 32 MB for it and stay so.
setFlagsFromString('--semi-space-growth-factor=1');
const { runBot } = await import('./composition/process.ts');
setFlagsFromString('--semi-space-growth-factor=2');
await runBot();
