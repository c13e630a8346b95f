import type { Playbook } from '../../../core/playbook.ts';
import { AccountStatus } from '../../../core/records.ts';
import { domainIn } from '../../../core/web-domain.ts';
import { count, fold, listed, oneLine } from '../../shared/text.ts';
import { industryMatcher } from '../industry-match.ts';
import { atlas } from '../places.ts';
import { type Amount, readAmount } from './read-amount.ts';
import { readMoney } from './read-money.ts';

/** What became of one raw fact: a value with what was done to it, or why there is none. */
export type Read<T> =
  | { readonly value: T; readonly shown: string; readonly note?: string }
  | { readonly why: string };

const nothing = (why: string) => ({ why });

export function readDomain(text: string, { records }: Playbook): Read<string> {
  const domain = domainIn(text);
  if (domain === null) return nothing(`“${oneLine(text, 60)}” holds no domain.`);
  if (records.free_mail.includes(domain)) {
    return nothing(`${domain} is a provider of mailboxes, so it says nothing about the company.`);
  }
  const bare = text.trim().toLowerCase() === domain;
  return { value: domain, shown: domain, ...(bare ? {} : { note: `read from “${oneLine(text, 60)}”` }) };
}

export function readIndustry(text: string, { industries }: Playbook): Read<{ id: string; name: string }> {
  const [id, ...others] = industryMatcher(industries).place(text);
  const shown = `“${oneLine(text, 60)}”`;
  const nameOf = (one: string) => industries[one]?.name ?? one;
  if (id === undefined) return nothing(`The industry ${shown} cannot be placed.`);
  if (others.length > 0) {
    const names = [id, ...others].slice(0, 4).map(nameOf);
    return nothing(`The industry ${shown} can be ${listed(names)}.`);
  }
  const name = nameOf(id);
  return {
    value: { id, name },
    shown: name,
    ...(fold(name) === fold(text) ? {} : { note: `called ${shown}` }),
  };
}

export function readEmployees(text: string): Read<Amount> {
  const amount = readAmount(
    text.replace(/\b(?:employees|people|staff|fte|ftes|mitarbeiter)\b/gi, ' ').trim(),
  );
  if (!amount || amount.value < 1) return nothing(`“${oneLine(text, 60)}” is no number of employees.`);
  const whole = { ...amount, value: Math.round(amount.value) };
  return { value: whole, shown: String(whole.value), ...noteOf(whole) };
}

export interface Revenue extends Amount {
  readonly currency: string;
}

/** `fallback` is the currency that the record names elsewhere. */
export function readRevenue(text: string, fallback: string | undefined): Read<Revenue> {
  const money = readMoney(text);
  const shown = `“${oneLine(text, 60)}”`;
  if (!money) return nothing(`${shown} is no amount of money.`);
  const { currency = currencyIn(fallback), assumed, ...amount } = money;
  if (currency === undefined) return nothing(`The currency of the revenue ${shown} is not named.`);
  const notes = [noteOf(amount).note, assumed ? `the sign taken for ${currency}` : undefined].filter(Boolean);
  return {
    value: { ...amount, currency },
    shown: `${amount.value} ${currency}`,
    ...(notes.length > 0 ? { note: notes.join(', ') } : {}),
  };
}

function currencyIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : readMoney(`1 ${text}`)?.currency;
}

export function readCountry(text: string, { places }: Playbook): Read<{ code: string; name: string }> {
  const code = atlas(places).countryCode(text);
  const name = code === null ? undefined : places.countries[code]?.name;
  if (code === null || name === undefined)
    return nothing(`The country “${oneLine(text, 60)}” cannot be placed.`);
  const called = fold(name) === fold(text) ? {} : { note: `called “${oneLine(text, 60)}”` };
  return { value: { code, name }, shown: `${name} (${code})`, ...called };
}

export function readRegion(text: string, { places }: Playbook): Read<string> {
  const known = Object.values(places.regions).find(({ name, also }) =>
    [name, ...also].some((label) => fold(label) === fold(text)),
  );
  const shown = known?.name ?? oneLine(text, 60);
  if (!known) return { value: shown, shown, note: 'a region of its own' };
  return {
    value: shown,
    shown,
    ...(fold(known.name) === fold(text) ? {} : { note: `called “${oneLine(text, 60)}”` }),
  };
}

export function readStatus(text: string, { records }: Playbook): Read<AccountStatus> {
  const status = AccountStatus.options.find((option) =>
    records.statuses[option].some((label) => fold(label) === fold(text)),
  );
  if (!status)
    return nothing(
      `The status “${oneLine(text, 60)}” is none of ${count(AccountStatus.options.length, 'known one')}.`,
    );
  return {
    value: status,
    shown: status,
    ...(fold(status) === fold(text) ? {} : { note: `called “${oneLine(text, 60)}”` }),
  };
}

const KINDS = {
  exact: '',
  about: 'about',
  range: 'middle of',
  at_least: 'at least',
  at_most: 'at most',
} as const;

function noteOf({ kind, min, max }: Amount): { note?: string } {
  if (kind === 'exact') return {};
  return { note: kind === 'range' ? `${KINDS.range} ${min} to ${max}` : KINDS[kind] };
}
