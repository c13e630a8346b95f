import type { Account } from '../../core/records.ts';
import { letterSet, missingLetters } from './letter-set.ts';
import type { Naming } from './name-index.ts';
import { LONGEST_NAME, type NameKeys } from './name-keys.ts';
import { typosAllowed, typosBetween } from './typos.ts';

const MOST_NEAREST = 5;

/** Names that are nearly what was typed. Most are ruled out by letters and length before any is compared. */
export interface NearNames {
  /** The accounts with the fewest typing errors, if these are few enough for the length. */
  byTypos(query: NameKeys, domain: string | null): readonly Account[];
  /** Names to offer, the nearest first. */
  nearest(query: NameKeys): string[];
}

export function createNearNames(namings: readonly Naming[]): NearNames {
  const lettersOf = namings.map(({ keys }) => letterSet(keys.compact));
  const domainLettersOf = namings.map(({ account }) => letterSet(account.domain ?? ''));

  return {
    byTypos(query, domain) {
      const isNearWhole = couldBe(query.compact);
      const isNearCore = couldBe(query.core);
      const isNearName = (letters: number) => isNearCore(letters) || isNearWhole(letters);
      const isNearDomain = couldBe(domain ?? '');
      let best = Number.POSITIVE_INFINITY;
      let found = new Set<Account>();
      for (const [place, { account, keys, isAlias }] of namings.entries()) {
        const byName = isNearName(lettersOf[place] ?? 0) ? typosIn(query, keys) : Number.POSITIVE_INFINITY;
        const byDomain =
          !isAlias && isNearDomain(domainLettersOf[place] ?? 0)
            ? allowedTypos(domain ?? '', account.domain ?? '')
            : Number.POSITIVE_INFINITY;
        const typos = Math.min(byName, byDomain);
        if (typos > best || typos === Number.POSITIVE_INFINITY) continue;
        if (typos < best) found = new Set();
        best = typos;
        found.add(account);
      }
      return [...found];
    },

    nearest({ compact }) {
      const wanted = compact.slice(0, LONGEST_NAME);
      if (wanted === '') return [];
      const letters = letterSet(wanted);
      const offered: { name: string; far: number }[] = [];
      for (const { naming, least } of leastFirst(namings, (naming, place) =>
        leastFarness(wanted, letters, naming, lettersOf[place] ?? 0),
      )) {
        const worst = offered[MOST_NEAREST - 1];
        if (worst && least > worst.far) break;
        const far = farness(wanted, naming.keys);
        if (!worst || far <= worst.far) offer(offered, naming.account.name, far);
      }
      return offered.map(({ name }) => name);
    },
  };
}

/** Whether letters leave hope that a name is the typed text but for the errors that it may have. */
function couldBe(typed: string): (letters: number) => boolean {
  const wanted = letterSet(typed);
  const allowed = typosAllowed(typed.length);
  return (letters) => allowed > 0 && missingLetters(wanted, letters) <= allowed;
}

function typosIn(query: NameKeys, name: NameKeys): number {
  let beginning = 0;
  for (let at = 0; at < query.coreWords.length; at += 1) beginning += name.words[at]?.length ?? 0;
  const begun = name.compact.slice(0, beginning);
  const whole = allowedTypos(query.compact, name.compact);
  const core = isBare(query, name) ? whole : allowedTypos(query.core, name.core);
  return Math.min(whole, core, begun === name.core ? core : allowedTypos(query.core, begun));
}

/** Whether neither of two names has a legal form: then there is but one comparison to make. */
function isBare(query: NameKeys, name: NameKeys): boolean {
  return query.core === query.compact && name.core === name.compact;
}

/** The typing errors between the two, infinite when they are too many. */
function allowedTypos(a: string, b: string): number {
  const allowed = typosAllowed(Math.min(a.length, b.length));
  const isHopeless = allowed === 0 || Math.abs(a.length - b.length) > allowed || a.length > LONGEST_NAME;
  if (isHopeless) return Number.POSITIVE_INFINITY;
  const typos = typosBetween(a, b);
  return typos <= allowed ? typos : Number.POSITIVE_INFINITY;
}

/** Typing errors for each letter of the longer text, 0 to 1. */
function farness(wanted: string, { compact, core }: NameKeys): number {
  return Math.min(
    ...[compact, core].map((name) => typosBetween(wanted, name) / Math.max(wanted.length, name.length)),
  );
}

/** What `farness` cannot be below, by lengths and letters alone. */
function leastFarness(
  wanted: string,
  letters: number,
  { keys: { compact, core } }: Naming,
  there: number,
): number {
  const lacking = missingLetters(letters, there);
  const least = (length: number, missing: number) =>
    Math.max(missing, Math.abs(wanted.length - length)) / Math.max(wanted.length, length);
  const whole = least(compact.length, Math.max(lacking, missingLetters(there, letters)));
  return core.length === compact.length ? whole : Math.min(whole, least(core.length, lacking));
}

/** Keeps the nearest names, each once, equally near ones by name. */
function offer(offered: { name: string; far: number }[], name: string, far: number): void {
  const known = offered.find((one) => one.name === name);
  if (known) known.far = Math.min(known.far, far);
  else offered.push({ name, far });
  offered.sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  offered.splice(MOST_NEAREST);
}

const SHELVES = 64;

/** Names by what is expected of them, 0 to 1, roughly the smallest first: `least` is true of all that follow. */
function* leastFirst(
  namings: readonly Naming[],
  expected: (naming: Naming, place: number) => number,
): Generator<{ readonly naming: Naming; readonly least: number }> {
  const shelves: Naming[][] = Array.from({ length: SHELVES + 1 }, () => []);
  for (const [place, naming] of namings.entries())
    shelves[Math.floor(expected(naming, place) * SHELVES)]?.push(naming);
  for (const [shelf, held] of shelves.entries())
    for (const naming of held) yield { naming, least: shelf / SHELVES };
}
