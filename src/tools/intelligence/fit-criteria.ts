import type { FitCriterion, Icp } from '../../core/icp.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { Account } from '../../core/records.ts';
import { clamp } from '../shared/numbers.ts';
import { fold, hasPhrase, listed, oneLine } from '../shared/text.ts';
import { industryMatcher } from './industry-match.ts';
import { atlas } from './places.ts';

/** What one criterion says: 0..1, or null when it cannot be known. */
export interface Judged {
  readonly score: number | null;
  readonly value?: string;
  readonly note: string;
}

interface Band {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Inside 1; outside falling linearly to 0 at half below the minimum and half above the maximum. */
export function bandScore(value: number, { min, max }: Band): number {
  if (min !== undefined && value < min) return clamp((value - min * 0.5) / (min * 0.5), 0, 1);
  if (max !== undefined && value > max) return clamp((max * 1.5 - value) / (max * 0.5), 0, 1);
  return 1;
}

const grouped = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

function judgeBand(value: number, band: Band, unit: string): Judged {
  const shown = `${grouped.format(value)}${unit}`;
  const score = bandScore(value, band);
  const low = band.min !== undefined && value < band.min;
  const edge = grouped.format((low ? band.min : band.max) ?? 0);
  const note =
    score === 1 ? 'inside the band' : `${low ? 'below' : 'above'} the band's edge of ${edge}${unit}`;
  return { score, value: shown, note };
}

const unknown = (note: string, value?: string): Judged => ({
  score: null,
  note,
  ...(value ? { value } : {}),
});

function industry(account: Account, icp: Icp, { industries }: Playbook): Judged {
  if (!account.industry) return unknown('industry is not recorded');
  const value = oneLine(account.industry, 60);
  const relations = icp.industries.map((wanted) => industryMatcher(industries).relate(value, wanted));
  if (relations.includes('same')) return { score: 1, value, note: 'one of the wanted industries' };
  if (relations.includes('wider'))
    return { score: 0.5, value, note: 'a wider sector that holds a wanted industry' };
  if (relations.includes('unknown')) return unknown('the industry label cannot be placed', value);
  return { score: 0, value, note: 'none of the wanted industries' };
}

function annualRevenue(account: Account, icp: Icp): Judged {
  const revenue = account.annualRevenue;
  const band = icp.annual_revenue ?? { currency: 'USD' };
  if (!revenue || !(revenue.amount >= 0)) return unknown('annual revenue is not recorded');
  if (fold(revenue.currency) !== fold(band.currency)) {
    return unknown(
      `revenue is in ${oneLine(revenue.currency, 8)}, the profile is in ${oneLine(band.currency, 8)}`,
    );
  }
  return judgeBand(revenue.amount, band, ` ${oneLine(band.currency, 8)}`);
}

function employees(account: Account, icp: Icp): Judged {
  const people = account.employeeCount;
  if (people === undefined || !(people >= 0)) return unknown('the number of employees is not recorded');
  return judgeBand(people, icp.employees ?? {}, '');
}

function region(account: Account, icp: Icp, { places }: Playbook): Judged {
  const { countryCode, regionCountries } = atlas(places);
  const said = account.region ? oneLine(account.region, 40) : undefined;
  const code = account.country ? countryCode(account.country) : null;
  const wanted = icp.regions.map((name) => ({ name, countries: regionCountries(name) }));
  const inside = (countries: ReadonlySet<string>) =>
    wanted.some((target) => target.countries && [...countries].every((one) => target.countries?.has(one)));
  const yes = (value: string, note: string): Judged => ({ score: 1, value, note });
  if (said && wanted.some(({ name }) => fold(name) === fold(said))) return yes(said, 'a wanted region');
  if (code && account.country && inside(new Set([code]))) {
    return yes(said ?? oneLine(account.country, 40), 'its country lies in a wanted region');
  }
  const mine = code ? new Set([code]) : said ? regionCountries(said) : null;
  const value = said ?? account.country;
  if (mine && inside(mine)) return yes(value ?? '', 'lies in a wanted region');
  if (!mine)
    return unknown(value ? 'the region cannot be placed' : 'region and country are not recorded', value);
  const undecided = wanted.some(
    ({ countries }) => countries === null || [...mine].some((one) => countries.has(one)),
  );
  if (undecided) return unknown('the region is too wide to decide', value);
  return { score: 0, ...(value ? { value: oneLine(value, 40) } : {}), note: 'outside the wanted regions' };
}

function country(account: Account, icp: Icp, { places }: Playbook): Judged {
  const { countryCode, sameCountry } = atlas(places);
  if (!account.country) return unknown('country is not recorded');
  const value = oneLine(account.country, 40);
  if (icp.countries.some((wanted) => sameCountry(value, wanted)))
    return { score: 1, value, note: 'a wanted country' };
  if (countryCode(value) === null) return unknown('the country cannot be placed', value);
  return { score: 0, value, note: 'not a wanted country' };
}

function technologies(account: Account, icp: Icp): Judged {
  if (account.technologies.length === 0) return unknown('technologies in use are not recorded');
  const found = icp.technologies.filter((wanted) =>
    account.technologies.some((used) => hasPhrase(used, wanted)),
  );
  const score = found.length / icp.technologies.length;
  const shown = found.slice(0, 4).map((name) => oneLine(name, 30));
  return found.length === 0
    ? { score: 0, note: `none of the ${icp.technologies.length} wanted technologies is listed` }
    : {
        score,
        value: listed(shown),
        note: `${found.length} of ${icp.technologies.length} wanted technologies`,
      };
}

type Judge = (account: Account, icp: Icp, playbook: Playbook) => Judged;

/** One judge for each criterion; a judge is only asked about a criterion that the profile names. */
export const JUDGES: Readonly<Record<FitCriterion, Judge>> = {
  industry,
  annual_revenue: annualRevenue,
  employees,
  region,
  country,
  technologies,
};
