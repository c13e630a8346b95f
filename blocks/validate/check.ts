import type { Report } from './problem.ts';

/** Looks at one value and reports what Slack would refuse about it. */
export type Check = (value: unknown, at: string, report: Report) => void;

export type Fields = Readonly<Record<string, Check>>;

interface StringRule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

/** Length in Unicode code points, which is how Slack counts. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function string({ min = 0, max, pattern }: StringRule = {}): Check {
  return (value, at, report) => {
    if (typeof value !== 'string') return report('must provide a string', at);
    const length = codePoints(value);
    if (length < min) report(`must be more than ${min - 1} characters`, at);
    if (max !== undefined && length > max) report(`must be less than ${max + 1} characters`, at);
    if (pattern && !pattern.test(value)) report('must match a specified pattern', at);
  };
}

export const boolean: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report('must provide a boolean', at);
};

/** A number in a closed range. Slack also takes numbers written as text. */
export function number({ min, max }: { min?: number; max?: number } = {}): Check {
  return (value, at, report) => {
    const amount = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof amount !== 'number' || Number.isNaN(amount)) return report('must provide a number', at);
    if (min !== undefined && amount < min) report(`must be greater than or equal to ${min}`, at);
    if (max !== undefined && amount > max) report(`must be less than or equal to ${max}`, at);
  };
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value, at, report) => {
    if (typeof value !== 'string' || !allowed.includes(value)) report('must be a valid enum value', at);
  };
}

export function arrayOf(item: Check, { min = 0, max }: { min?: number; max?: number } = {}): Check {
  return (value, at, report) => {
    if (!Array.isArray(value)) return report('must provide an array', at);
    if (value.length < min) report(`no less than ${min} items allowed`, at);
    if (max !== undefined && value.length > max) report(`no more than ${max} items allowed`, at);
    for (const [index, inner] of value.entries()) item(inner, `${at}/${index}`, report);
  };
}

/** An object with exactly these fields; what is `undefined` counts as absent, `null` does not. */
export function shape(required: Fields, optional: Fields = {}): Check {
  const known: Fields = { ...required, ...optional };
  return (value, at, report) => {
    if (!isRecord(value)) return report('must provide an object', at);
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(`missing required field: ${name}`, at);
    }
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      if (check) check(inner, `${at}/${name}`, report);
      else report(`invalid additional property: ${name}`, at);
    }
  };
}

/** Chooses the check by the object's `type`; only the named types are allowed here. */
export function tagged(checks: Fields): Check {
  return (value, at, report) => {
    if (!isRecord(value)) return report('must provide an object', at);
    const { type } = value;
    if (type === undefined) return report('missing required field: type', at);
    const check = typeof type === 'string' && Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (check) check(value, at, report);
    else report(`unsupported type: ${String(type)}`, `${at}/type`);
  };
}

/** Applies every check to the same value. */
export function all(...checks: readonly Check[]): Check {
  return (value, at, report) => {
    for (const check of checks) check(value, at, report);
  };
}

export function pick(checks: Fields, ...types: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(checks).filter(([type]) => types.includes(type)));
}

/** At least one of the fields must be there. */
export function needsOneOf(reason: string, ...names: readonly string[]): Check {
  return (value, at, report) => {
    if (isRecord(value) && names.every((name) => value[name] === undefined)) report(reason, `${at}/type`);
  };
}

/** At most one of the fields may be there. */
export function notBoth(first: string, second: string): Check {
  return (value, at, report) => {
    if (isRecord(value) && value[first] !== undefined && value[second] !== undefined) {
      report(`must not define both \`${first}\` and \`${second}\``, at);
    }
  };
}
