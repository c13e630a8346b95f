// Bundles a compiled folder again: `node scripts/bundle.mjs <folder>`.
import { resolve } from 'node:path';
import { bundle } from './steps/bundle.mjs';

await bundle(resolve(process.argv[2] ?? 'dist'));
