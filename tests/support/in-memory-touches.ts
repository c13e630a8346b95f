import type { TemplateUse, Touch, Touches } from '../../src/core/touches.ts';

/** The log of touches of one workspace, in memory. */
export function inMemoryTouches(given: readonly Touch[] = []): Touches {
  const noted = new Map<string, Touch>();
  const nameOf = ({ accountId, key }: Touch) => `${accountId} ${key}`;
  const note = (touch: Touch) => {
    if (!noted.has(nameOf(touch))) noted.set(nameOf(touch), touch);
  };
  given.forEach(note);
  return {
    of: async (accountId) =>
      [...noted.values()]
        .filter((touch) => touch.accountId === accountId)
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.key < b.key ? -1 : 1)),
    note: async (touch) => note(touch),
    templateUse: async () => {
      const uses = new Map<string, TemplateUse>();
      for (const { template, at } of noted.values()) {
        if (!template) continue;
        const { id, version, edited, byModel = false } = template;
        const before = uses.get(`${id} ${version}`);
        uses.set(`${id} ${version}`, {
          id,
          version,
          handedOver: (before?.handedOver ?? 0) + 1,
          edited: (before?.edited ?? 0) + (edited && !byModel ? 1 : 0),
          byModel: (before?.byModel ?? 0) + (byModel ? 1 : 0),
          lastAt: before && before.lastAt > at ? before.lastAt : at,
        });
      }
      return [...uses.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.version - b.version));
    },
  };
}
