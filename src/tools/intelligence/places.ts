import { distance } from 'fastest-levenshtein';
import { fold } from '../shared/text.ts';
import { COUNTRIES, REGION_NAMES, type RegionId } from './places-table.ts';

const CODES = new Map(
  COUNTRIES.flatMap(({ code, names }) => [code, ...names].map((name) => [fold(name), code])),
);

/** ISO 3166-1 alpha-2 code of a country's name, code or slightly misspelt name; null when unknown. */
export function countryCode(text: string): string | null {
  const wanted = fold(text);
  const exact = CODES.get(wanted);
  if (exact) return exact;
  if (wanted.length < 6) return null;
  const near = new Set(
    [...CODES].filter(([name]) => name.length >= 6 && distance(name, wanted) <= 1).map(([, code]) => code),
  );
  return near.size === 1 ? ([...near][0] ?? null) : null;
}

/** The countries of a region by any of its names; null when the region is unknown. */
export function regionCountries(text: string): ReadonlySet<string> | null {
  const wanted = fold(text);
  const ids = (Object.keys(REGION_NAMES) as RegionId[]).filter((id) =>
    REGION_NAMES[id].some((name) => fold(name) === wanted),
  );
  if (ids.length > 0) {
    return new Set(
      COUNTRIES.filter(({ regions }) => ids.some((id) => regions.includes(id))).map(({ code }) => code),
    );
  }
  const code = countryCode(text);
  return code ? new Set([code]) : null;
}
