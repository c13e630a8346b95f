import type { Query } from '../http/destinations.ts';

/** What stands for the names in `{…}`. */
export type Given = Readonly<Record<string, string | undefined>>;

/** The path with what is asked about in place of `{…}`. */
export function filledPath(path: string, given: Given): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? ''));
}

/** Without the parameters that ask about something that is not asked about. */
export function filledQuery(query: Readonly<Record<string, string>>, given: Given): Query {
  return Object.fromEntries(
    Object.entries(query).flatMap(([parameter, text]) => {
      const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      if (names.some((name) => given[name] === undefined)) return [];
      return [[parameter, text.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '')]];
    }),
  );
}

/** A body by its places, such as `owner.id`, without the places for which there is nothing. */
export function filledBody(body: Readonly<Record<string, string>>, given: Given): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [place, text] of Object.entries(filledQuery(body, given))) {
    const names = place.split('.');
    const last = names.pop() ?? '';
    let inner = made;
    for (const name of names) {
      const next = Object.hasOwn(inner, name) ? inner[name] : {};
      inner[name] = next;
      inner = next as Record<string, unknown>;
    }
    inner[last] = text;
  }
  return made;
}
