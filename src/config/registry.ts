import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { CugarError } from '../core/errors.ts';
import { suggestion } from './nearest.ts';
import { planProblems } from './registry-plans.ts';
import { profileProblems } from './registry-profiles.ts';
import { type Profile, type Registry, RegistrySchema } from './registry-schema.ts';
import { partsOf } from './registry-shape.ts';
import { parseRegistryText, problemLine, type RegistryText } from './registry-text.ts';
import { type ToolCatalogue, toolProblems } from './registry-tools.ts';
import { shapeProblems } from './shape-problems.ts';

export interface LoadedRegistry {
  readonly registry: Registry;
  /** First 12 hexadecimal digits of the text's SHA-256. */
  readonly version: string;
  readonly path: string;
}

/** Reads and checks a registry file. Throws one `SYSTEM_CONFIG` error that names every problem by line. */
export function loadRegistry(path: string, tools: ToolCatalogue): LoadedRegistry {
  const text = read(path);
  return { registry: parseRegistry(text, tools, shownPath(path)), version: shortHash(text), path };
}

/** As `loadRegistry`, for a text; `name` is what problems call the file. */
export function parseRegistry(text: string, tools: ToolCatalogue, name = 'registry.yaml'): Registry {
  const parsed = parseRegistryText(text);
  if (parsed.faults.length > 0)
    throw registryError(
      name,
      parsed.faults.map((fault) => `${name}:${fault}`),
    );
  const lines = problemLines(parsed, tools).map((line) => `${name}:${line}`);
  const checked = RegistrySchema.safeParse(parsed.value);
  if (lines.length > 0 || !checked.success) throw registryError(name, lines);
  return checked.data;
}

/** The profile of a name. Throws `SYSTEM_CONFIG` when the registry has none. */
export function profileOf({ registry, path }: LoadedRegistry, name: string): Profile {
  if (Object.hasOwn(registry.profiles, name)) return registry.profiles[name] as Profile;
  const known = Object.keys(registry.profiles);
  throw new CugarError(
    'SYSTEM_CONFIG',
    `CUGAR_PROFILE is "${name}", which ${shownPath(path)} does not have${suggestion(name, known)}`,
    { hint: `Its profiles: ${known.join(', ')}.` },
  );
}

function problemLines(parsed: RegistryText, tools: ToolCatalogue): string[] {
  const parts = partsOf(parsed.value);
  const problems = [
    ...shapeProblems(RegistrySchema, parsed.value),
    ...toolProblems(parts, tools),
    ...planProblems(parts),
    ...profileProblems(parts, tools),
  ];
  return problems.map((problem) => problemLine(parsed, problem)).sort(byPosition);
}

const parseInt10 = (digits: string) => Number.parseInt(digits, 10);

function byPosition(a: string, b: string): number {
  const [lineA = 0, columnA = 0] = a.split(':').map(parseInt10);
  const [lineB = 0, columnB = 0] = b.split(':').map(parseInt10);
  return lineA - lineB || columnA - columnB;
}

const MAX_LINES = 100;

function registryError(name: string, lines: readonly string[]): CugarError {
  const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
  const more = lines.length > MAX_LINES ? [`and ${lines.length - MAX_LINES} more`] : [];
  const shown = [...lines.slice(0, MAX_LINES), ...more];
  return new CugarError(
    'SYSTEM_CONFIG',
    `${name} has ${count}:\n${shown.map((line) => `  ${line}`).join('\n')}`,
    {
      hint: 'Correct the lines named, then check with `npm run cugar -- registry check`.',
      facts: { problems: lines.length },
    },
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    const hint = 'CUGAR_REGISTRY names the file; see docs/reference/configuration.md#cugar_registry.';
    throw new CugarError('SYSTEM_CONFIG', `${path} cannot be read${code}`, { hint }, { cause });
  }
}

function shownPath(path: string): string {
  const short = relative('.', path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
