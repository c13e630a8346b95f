import { PLACEHOLDER } from '../../core/template-text.ts';

export interface Filled {
  readonly text: string;
  /** Placeholders whose value is empty and that have no default; nothing stands in their place. */
  readonly missing: readonly string[];
  /** Placeholders that nobody has a value for. */
  readonly unknown: readonly string[];
}

/**
 * Fills `{{name}}` and `{{name|default}}`. Values are data: they are put in as they are in one pass and
 * never read as templates.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): Filled {
  const missing = new Set<string>();
  const unknown = new Set<string>();
  const text = template.replace(PLACEHOLDER, (_whole, name: string, fallback?: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value) return value;
    if (value === undefined) unknown.add(name);
    else if (fallback === undefined) missing.add(name);
    return fallback?.trim() ?? '';
  });
  return { text, missing: [...missing], unknown: [...unknown] };
}
