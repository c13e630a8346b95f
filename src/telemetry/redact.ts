import { isSecretKey, redactText } from './redact-text.ts';

const MAX_DEPTH = 8;
const MAX_ENTRIES = 100;
const MAX_NODES = 2_000;

interface Walk {
  readonly ancestors: Set<object>;
  nodes: number;
}

/**
 * A copy that is safe to write down: plain JSON values, without secrets and personal contact data, bounded in
 * depth and size. Never throws.
 */
export function redact(value: unknown): unknown {
  return copy(value, { ancestors: new Set(), nodes: 0 });
}

function copy(value: unknown, walk: Walk): unknown {
  walk.nodes += 1;
  if (walk.nodes > MAX_NODES) return '[too large]';
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol' || typeof value === 'function') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (walk.ancestors.has(value)) return '[circular]';
  if (walk.ancestors.size >= MAX_DEPTH) return '[too deep]';
  walk.ancestors.add(value);
  try {
    return copyObject(value, walk);
  } catch {
    return '[unreadable]';
  } finally {
    walk.ancestors.delete(value);
  }
}

function copyObject(value: object, walk: Walk): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
  if (value instanceof URL || value instanceof RegExp) return redactText(String(value));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return copyError(value, walk);
  if (value instanceof Map) return copyEntries([...value], walk);
  if (value instanceof Set) return copyList([...value], walk);
  if (Array.isArray(value)) return copyList(value, walk);
  return copyEntries(
    Object.keys(value).map((key) => [key, read(value, key)]),
    walk,
  );
}

function read(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return '[unreadable]';
  }
}

function copyList(items: readonly unknown[], walk: Walk): unknown[] {
  const shown = items.slice(0, MAX_ENTRIES).map((item) => copy(item, walk));
  return items.length > MAX_ENTRIES ? [...shown, `[${items.length - MAX_ENTRIES} more]`] : shown;
}

function copyEntries(entries: readonly (readonly [unknown, unknown])[], walk: Walk): Record<string, unknown> {
  const shown = entries.slice(0, MAX_ENTRIES).map(([key, inner]) => {
    const name = typeof key === 'object' ? '[object]' : String(key);
    return [redactText(name, 200), isSecretKey(name) ? hidden(name, inner) : copy(inner, walk)] as const;
  });
  const more = entries.length - shown.length;
  return Object.fromEntries(more > 0 ? [...shown, ['[more]', more]] : shown);
}

/** An absent secret may be seen to be absent, and a count of tokens is no token. */
function hidden(name: string, value: unknown): unknown {
  if (typeof value === 'number' && /tokens$/i.test(name)) return value;
  return value === undefined || value === null || typeof value === 'boolean' ? value : '[redacted]';
}

function copyError(error: Error, walk: Walk): Record<string, unknown> {
  const own = Object.keys(error).filter((key) => !['name', 'message', 'stack', 'cause'].includes(key));
  const type: unknown = read(error, 'name');
  return {
    type: redactText(String(type), 200),
    message: redactText(String(read(error, 'message'))),
    ...copyEntries(
      own.map((key) => [key, read(error, key)]),
      walk,
    ),
    stack: redactText(String(read(error, 'stack') ?? ''), 4_000),
    ...(error.cause === undefined ? {} : { cause: copy(error.cause, walk) }),
  };
}
