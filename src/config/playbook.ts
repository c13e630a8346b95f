import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CugarError } from '../core/errors.ts';
import { Playbook } from '../core/playbook.ts';
import { overlaid } from './overlaid.ts';
import { projectPath } from './paths.ts';
import { redefinedVersions } from './redefined-versions.ts';
import { parseRegistryText, problemLine, type RegistryProblem } from './registry-text.ts';
import { shapeProblems } from './shape-problems.ts';

/** One YAML file for each section of the playbook. */
const FOLDER = projectPath('data', 'playbook');
const SECTIONS = Object.keys(Playbook.shape) as (keyof Playbook)[];

/** Parts of the playbook that a profile sets otherwise. */
export type PlaybookOverrides = Readonly<Record<string, unknown>>;

/**
 * The playbook of `data/playbook`, with a profile's overrides laid over it. Throws `SYSTEM_CONFIG` with file and
 * line for everything that is wrong in the files; overrides are checked where the registry is.
 */
export function loadPlaybook(overrides: PlaybookOverrides = {}, folder = FOLDER): Playbook {
  const parsed = Playbook.safeParse(overlaid(readSections(folder), overrides));
  if (parsed.success) return parsed.data;
  throw new CugarError('SYSTEM_CONFIG', `the playbook's overrides are wrong: ${parsed.error.message}`);
}

/** What is wrong with a profile's overrides, by path within them. */
export function overrideProblems(overrides: PlaybookOverrides, folder = FOLDER): RegistryProblem[] {
  const shipped = readSections(folder);
  const reworded = redefinedVersions(shipped.templates, overrides.templates, ['templates']);
  return [...shapeProblems(Playbook, overlaid(shipped, overrides)), ...reworded];
}

function readSections(folder: string): Record<string, unknown> {
  const read = SECTIONS.map((name) => ({ name, ...readSection(folder, name) }));
  const problems = read.flatMap(({ problems }) => problems);
  if (problems.length > 0) {
    throw new CugarError('SYSTEM_CONFIG', `the playbook cannot be used:\n${problems.join('\n')}`, {
      hint: 'Correct the lines named; docs/playbook.md names every key.',
      facts: { problems: problems.length },
    });
  }
  return Object.fromEntries(read.map(({ name, value }) => [name, value]));
}

function readSection(folder: string, name: keyof Playbook): { value: unknown; problems: readonly string[] } {
  const file = `${name}.yaml`;
  const text = textOf(join(folder, file));
  if (text === null) return { value: undefined, problems: [`  ${file}: there is no such file in ${folder}`] };
  const parsed = parseRegistryText(text);
  const problems = [
    ...parsed.faults,
    ...(parsed.faults.length > 0
      ? []
      : shapeProblems(Playbook.shape[name], parsed.value).map((problem) => problemLine(parsed, problem))),
  ];
  return { value: parsed.value, problems: problems.map((line) => `  ${file}:${line}`) };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
