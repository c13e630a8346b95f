import { parseReference } from '../core/reference.ts';
import { suggestion } from './nearest.ts';
import type { Template } from './registry-schema.ts';
import type { RegistryParts } from './registry-shape.ts';
import type { Path, RegistryProblem } from './registry-text.ts';

type TemplateStep = Template['steps'][number];

const ARGUMENT = /^\$args\.[A-Za-z][A-Za-z0-9_]{0,39}\??$/;

/** Checks that every template step names a known tool and needs only what comes before it. */
export function planProblems({ plans, toolNames }: RegistryParts): RegistryProblem[] {
  return [...plans].flatMap(([name, { steps }]) =>
    steps.flatMap((step, index) => {
      const path: Path = ['plans', name, 'steps', index];
      return [
        ...duplicate(path, steps, index),
        ...unknownTool(path, step, toolNames),
        ...afterProblems(path, steps, index),
        ...inputProblems([...path, 'input'], step.input, steps, index),
      ];
    }),
  );
}

function duplicate(path: Path, steps: readonly TemplateStep[], index: number): RegistryProblem[] {
  const id = steps[index]?.id;
  return steps.slice(0, index).some((step) => step.id === id)
    ? [{ path: [...path, 'id'], text: `"${id}" is the id of an earlier step` }]
    : [];
}

function unknownTool(path: Path, step: TemplateStep, toolNames: readonly string[]): RegistryProblem[] {
  if (toolNames.includes(step.tool)) return [];
  return [
    {
      path: [...path, 'tool'],
      text: `no tool "${step.tool}" under tools${suggestion(step.tool, toolNames)}`,
    },
  ];
}

function afterProblems(path: Path, steps: readonly TemplateStep[], index: number): RegistryProblem[] {
  return (steps[index]?.after ?? []).flatMap((id, position) => {
    const text = orderProblem(id, steps, index);
    return text ? [{ path: [...path, 'after', position], text }] : [];
  });
}

/** Steps run from top to bottom, so a reference upwards only also rules circles out. */
function orderProblem(id: string, steps: readonly TemplateStep[], index: number): string | null {
  const ids = steps.map((step) => step.id);
  if (ids.slice(0, index).includes(id)) return null;
  if (ids[index] === id) return `step "${id}" refers to itself`;
  if (ids.includes(id)) return `step "${id}" comes later; refer only to earlier steps`;
  return `no step "${id}" in this plan${suggestion(id, ids)}`;
}

function inputProblems(
  path: Path,
  value: unknown,
  steps: readonly TemplateStep[],
  index: number,
): RegistryProblem[] {
  if (typeof value === 'string') {
    const text = textProblem(value, steps, index);
    return text ? [{ path, text }] : [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    return inputProblems([...path, Array.isArray(value) ? Number(key) : key], inner, steps, index);
  });
}

function textProblem(text: string, steps: readonly TemplateStep[], index: number): string | null {
  if (!/^\$[A-Za-z]/.test(text)) return null;
  if (text.startsWith('$args')) {
    return ARGUMENT.test(text) ? null : `"${text}" is not a valid argument; write $args.<name>`;
  }
  if (!text.startsWith('$steps.')) return `"${text}" is neither $args.<name> nor $steps.<id>.output`;
  try {
    const reference = parseReference(text);
    return reference && orderProblem(reference.stepId, steps, index);
  } catch {
    return `"${text}" is not a valid reference; write $steps.<id>.output.<path>`;
  }
}
