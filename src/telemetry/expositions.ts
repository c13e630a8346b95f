/**
 * Puts the lines of each metric of a text exposition together under one HELP and one TYPE, as the format
 * demands; several queues' texts one after the other repeat them.
 */
export function mergeFamilies(text: string): string {
  const families = new Map<string, { help?: string; type?: string; samples: string[] }>();
  const family = (name: string) => {
    const found = families.get(name) ?? { samples: [] };
    families.set(name, found);
    return found;
  };
  let current = '';
  for (const line of text.split('\n')) {
    const [, kind, name = ''] = /^# (HELP|TYPE) (\S+)/.exec(line) ?? [];
    if (kind) {
      current = name;
      if (kind === 'HELP') family(name).help ??= line;
      else family(name).type ??= line;
    } else if (line.trim() !== '' && !line.startsWith('#')) {
      const sample = /^[A-Za-z_:][A-Za-z0-9_:]*/.exec(line)?.[0];
      if (sample === undefined) continue;
      family(current !== '' && sample.startsWith(current) ? current : sample).samples.push(line);
    }
  }
  const lines = [...families.values()].flatMap(({ help, type, samples }) => [
    ...(help === undefined ? [] : [help]),
    ...(type === undefined ? [] : [type]),
    ...samples,
  ]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
