import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterSet, missingLetters } from '../../../../src/adapters/local/letter-set.ts';
import { indexNames } from '../../../../src/adapters/local/name-index.ts';
import { nameKeys } from '../../../../src/adapters/local/name-keys.ts';
import { createNearNames } from '../../../../src/adapters/local/near-names.ts';
import { typosAllowed, typosBetween } from '../../../../src/adapters/local/typos.ts';
import type { Account } from '../../../../src/core/records.ts';

const word = fc.constantFrom(
  ...'north south steel stele foods robotics robotic gmbh ltd åland 👻 ab x'.split(' '),
);
const name = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const domain = fc.option(fc.constantFrom('steel.example', 'north-foods.example'), { nil: undefined });
const accounts = fc.array(fc.record({ name, domain, aliases: fc.array(name, { maxLength: 2 }) }), {
  maxLength: 12,
});

interface Facts {
  readonly name: string;
  readonly domain: string | undefined;
  readonly aliases: readonly string[];
}

const toAccount = ({ domain, ...facts }: Facts, index: number): Account => ({
  source: 'accounts.csv',
  mode: 'local',
  asOf: '2026-11-22T10:00:00.000Z',
  accountId: `a${index}`,
  technologies: [],
  ...facts,
  aliases: [...facts.aliases],
  ...(domain !== undefined && { domain }),
});

/** A name with one letter more, less or other. */
const misspelt = (text: string, at: number, letter: string) => {
  const place = at % Math.max(1, text.length);
  return text.slice(0, place) + letter + text.slice(place + (at % 3));
};

function typosIfAllowed(a: string, b: string): number {
  const typos = typosBetween(a, b);
  const isAllowed = a.length <= 100 && typos <= typosAllowed(Math.min(a.length, b.length));
  return isAllowed && typosAllowed(Math.min(a.length, b.length)) > 0 ? typos : Number.POSITIVE_INFINITY;
}

/** Every name compared with the query, nothing ruled out before. */
function fewestTypos(list: readonly Account[], query: string, domain: string | null): string[] {
  const typed = nameKeys(query);
  const typosOf = (account: Account) => {
    const names = [account.name, ...account.aliases]
      .map(nameKeys)
      .flatMap(({ words, compact, core }) => [
        typosIfAllowed(typed.compact, compact),
        typosIfAllowed(typed.core, core),
        typosIfAllowed(typed.core, words.slice(0, typed.coreWords.length).join('')),
      ]);
    const owned =
      domain === null || account.domain === undefined ? [] : [typosIfAllowed(domain, account.domain)];
    return Math.min(...names, ...owned);
  };
  const best = Math.min(...list.map(typosOf));
  if (best === Number.POSITIVE_INFINITY) return [];
  return list.filter((account) => typosOf(account) === best).map(({ accountId }) => accountId);
}

function nearestNames(list: readonly Account[], query: string): string[] {
  const wanted = nameKeys(query).compact.slice(0, 100);
  if (wanted === '') return [];
  const farness = (key: string) => typosBetween(wanted, key) / Math.max(wanted.length, key.length);
  const far = new Map<string, number>();
  for (const { name, aliases } of list) {
    const keys = [name, ...aliases].map(nameKeys).flatMap(({ compact, core }) => [compact, core]);
    far.set(name, Math.min(far.get(name) ?? Number.POSITIVE_INFINITY, ...keys.map(farness)));
  }
  const ranked = [...far].sort(([a, one], [b, two]) => one - two || (a < b ? -1 : 1));
  return ranked.slice(0, 5).map(([name]) => name);
}

describe('names that are nearly what was typed', () => {
  const given = fc.tuple(accounts, name, fc.nat(60), fc.constantFrom('a', 'z', 'e', 'ö'), fc.nat(20));

  it('are those that comparing with every name finds', async () => {
    await fc.assert(
      fc.asyncProperty(given, domain, async ([facts, other, at, letter, pick], typedDomain) => {
        const list = facts.map(toAccount);
        const query = misspelt(list[pick]?.name ?? other, at, letter);
        const near = createNearNames((await indexNames(list, async () => {})).namings);
        const typed = typedDomain === undefined ? null : misspelt(typedDomain, at, letter);
        const found = near.byTypos(nameKeys(query), typed).map(({ accountId }) => accountId);
        expect(found).toEqual(fewestTypos(list, query, typed));
        expect(near.nearest(nameKeys(query))).toEqual(nearestNames(list, query));
      }),
      { numRuns: 1_000 },
    );
  });

  it('need a typing error for each letter that they lack', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(missingLetters(letterSet(a), letterSet(b))).toBeLessThanOrEqual(typosBetween(a, b));
      }),
    );
  });
});
