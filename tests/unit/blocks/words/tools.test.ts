import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toolLabel } from '../../../../blocks/words/tools.ts';

const { tools } = parse(readFileSync(new URL('../../../../registry.yaml', import.meta.url), 'utf8')) as {
  tools: Record<string, unknown>;
};
const names = Object.keys(tools);

describe('the labels of the tools', () => {
  it('are written for every tool of the registry, short, and each its own', () => {
    const labels = names.map(toolLabel);
    for (const label of labels) expect(label).toMatch(/^[A-Z][a-z-]+(?: [a-z]+){0,2}$/);
    for (const [index, name] of names.entries()) {
      const readFromName = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
      expect(labels[index], name).not.toBe(readFromName);
      expect(labels[index]?.length, name).toBeLessThanOrEqual(22);
    }
    expect(new Set(labels).size).toBe(names.length);
  });

  it('are read from the name where there is none', () => {
    expect(toolLabel('weigh_the_moon')).toBe('Weigh the moon');
    expect(toolLabel('toString')).toBe('ToString');
    expect(toolLabel('')).toBe('Step');
  });
});
