import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CugarError } from '../../core/errors.ts';
import { projectPath } from '../paths.ts';
import { parseRegistryText, problemLine } from '../registry-text.ts';
import { shapeProblems } from '../shape-problems.ts';
import { CrmMapping } from './crm-mapping.ts';

/** The mapping in a file, or the one that is shipped. Throws `SYSTEM_CONFIG` with every wrong line. */
export function readCrmMapping(path: string | undefined): CrmMapping {
  const read = mappingIn(path);
  if ('mapping' in read) return read.mapping;
  throw new CugarError(
    'SYSTEM_CONFIG',
    `the mapping of the CRM cannot be used: ${read.problems.join('; ')}`,
    {
      hint: 'Correct the lines named; docs/crm-mapping.md names every key.',
    },
  );
}

/** What keeps a file from being a mapping, in one line; null when nothing does. */
export function crmMappingProblem(path: string): string | null {
  const read = mappingIn(path);
  return 'mapping' in read ? null : `the file cannot be used: ${read.problems.join('; ')}`;
}

type Read = { readonly mapping: CrmMapping } | { readonly problems: readonly string[] };

/** What the last text said: one start asks for the same mapping several times. */
let last: { readonly text: string; readonly read: Read } | undefined;

function mappingIn(path: string | undefined): Read {
  const text = textOf(path === undefined ? projectPath('data', 'crm.yaml') : resolve(path));
  if (text === null) return { problems: ['there is no such file, or it may not be read'] };
  if (last?.text !== text) last = { text, read: readText(text) };
  return last.read;
}

function readText(text: string): Read {
  const parsed = parseRegistryText(text);
  if (parsed.faults.length > 0) return { problems: parsed.faults };
  const result = CrmMapping.safeParse(parsed.value);
  if (result.success) return { mapping: result.data };
  const problems = shapeProblems(CrmMapping, parsed.value);
  return { problems: problems.map((problem) => problemLine(parsed, problem)) };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
