import { CugarError } from '../core/errors.ts';
import type { PlanArguments } from './commands/plan-command.ts';

const ARGUMENT = /^\$args\.([A-Za-z]\w*)(\?)?$/;

/** Replaces `$args.<name>` at any depth; an optional one (`?`) without value leaves its key out. */
export function fillArguments(value: unknown, args: PlanArguments): unknown {
  if (typeof value === 'string') return argument(value, args) ?? value;
  if (Array.isArray(value)) return value.map((item) => fillArguments(item, args));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const [, name, optional] = (typeof inner === 'string' && ARGUMENT.exec(inner)) || [];
      if (name && optional && args[name] === undefined) return [];
      return [[key, fillArguments(inner, args)] as const];
    }),
  );
}

function argument(text: string, args: PlanArguments): unknown {
  const [, name] = ARGUMENT.exec(text) ?? [];
  if (!name) return undefined;
  const found = Object.hasOwn(args, name) ? args[name] : undefined;
  if (found === undefined) throw new CugarError('USER_INPUT', `The command needs a value for "${name}"`);
  refuseReferences(name, found);
  return found;
}

/** A person's words are never a reference to another step. */
function refuseReferences(name: string, value: unknown): void {
  if (typeof value === 'string' && value.startsWith('$steps.'))
    throw new CugarError('USER_INPUT', `"${value}" cannot be the value of "${name}"`);
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) refuseReferences(name, inner);
}
