import { distance } from 'fastest-levenshtein';
import type { Places } from '../../core/playbook-places.ts';
import { perTable } from '../shared/per-table.ts';
import { remember } from '../shared/remember.ts';
import { fold } from '../shared/text.ts';

export interface Atlas {
  /** ISO 3166-1 alpha-2 code of a country's name, code or slightly misspelt name; null when unknown. */
  countryCode(text: string): string | null;
  /** The countries of a region, or the one country, by any of its names; null when unknown. */
  regionCountries(text: string): ReadonlySet<string> | null;
  /** Whether two texts mean the same country. */
  sameCountry(a: string, b: string): boolean;
}

/** Reads names of places by the playbook's table. */
export const atlas: (places: Places) => Atlas = perTable(createAtlas);

function createAtlas({ regions, countries }: Places): Atlas {
  const codes = new Map(
    Object.entries(countries).flatMap(([code, { name, also }]) =>
      [code, name, ...also].map((label) => [fold(label), code] as const),
    ),
  );

  const countryCode = remember((text: string): string | null => {
    const wanted = fold(text);
    const exact = codes.get(wanted);
    if (exact) return exact;
    if (wanted.length < 6) return null;
    const near = [...codes].filter(([name]) => name.length >= 6 && distance(name, wanted) <= 1);
    const [code, ...others] = new Set(near.map(([, code]) => code));
    return others.length === 0 ? (code ?? null) : null;
  });

  return {
    countryCode,
    regionCountries: remember((text: string): ReadonlySet<string> | null => {
      const wanted = fold(text);
      const ids = Object.entries(regions)
        .filter(([, { name, also }]) => [name, ...also].some((label) => fold(label) === wanted))
        .map(([id]) => id);
      if (ids.length > 0) {
        const inside = Object.entries(countries).filter(([, country]) =>
          country.regions.some((region) => ids.includes(region)),
        );
        return new Set(inside.map(([code]) => code));
      }
      const code = countryCode(text);
      return code ? new Set([code]) : null;
    }),
    sameCountry(a, b) {
      const code = countryCode(a);
      return fold(a) === fold(b) || (code !== null && code === countryCode(b));
    },
  };
}
