import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectPath } from '../../../../src/config/paths.ts';

const FOLDER = projectPath('data', 'sample', 'knowledge');

/** The documents of the sample book, as texts by file name. */
export const SAMPLE_DOCUMENTS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
);
