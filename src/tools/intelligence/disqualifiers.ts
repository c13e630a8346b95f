import type { Icp } from '../../core/icp.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { Account } from '../../core/records.ts';
import { fold, oneLine } from '../shared/text.ts';
import { industryMatcher } from './industry-match.ts';
import { atlas } from './places.ts';

export interface Exclusion {
  /** Why the account is excluded, in sentences. */
  readonly disqualifiers: readonly string[];
  /** Exclusions that could not be ruled out. */
  readonly unknowns: readonly string[];
}

/** Holds an account against the profile's exclusions. */
export function judgeExclusions(
  account: Account,
  { exclude }: Icp,
  { industries, places }: Playbook,
): Exclusion {
  const disqualifiers: string[] = [];
  const unknowns: string[] = [];
  const names = [account.accountId, account.name, account.domain ?? '', ...account.aliases].map(fold);
  if (exclude.accounts.some((excluded) => names.includes(fold(excluded)) && fold(excluded) !== '')) {
    disqualifiers.push('The profile excludes this account by name.');
  }
  if (exclude.industries.length > 0) {
    const relations = exclude.industries.map((name) =>
      account.industry ? industryMatcher(industries).relate(account.industry, name) : 'unknown',
    );
    const hit = exclude.industries[relations.indexOf('same')];
    if (hit) disqualifiers.push(`The profile excludes the industry ${oneLine(hit, 40)}.`);
    else if (relations.includes('unknown') || relations.includes('wider')) {
      unknowns.push('Whether it belongs to an excluded industry.');
    }
  }
  if (exclude.countries.length > 0) {
    const mine = account.country;
    const hit =
      mine === undefined
        ? undefined
        : exclude.countries.find((name) => atlas(places).sameCountry(mine, name));
    if (hit) disqualifiers.push(`The profile excludes the country ${oneLine(hit, 40)}.`);
    else if (mine === undefined) unknowns.push('Whether it lies in an excluded country.');
  }
  return { disqualifiers, unknowns };
}
