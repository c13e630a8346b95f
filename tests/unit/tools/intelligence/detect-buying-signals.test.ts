import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../../src/core/playbook.ts';
import type { SignalRecord } from '../../../../src/core/records.ts';
import {
  detectBuyingSignals,
  SignalsOutput,
} from '../../../../src/tools/intelligence/detect-buying-signals.ts';
import { anAccount, anIcp, aSignal, daysAgo } from '../../../support/records.ts';
import { PLAYBOOK, toolContext } from '../../../support/tool-context.ts';

async function detect(
  signals: readonly SignalRecord[],
  input: Record<string, unknown> = {},
): Promise<SignalsOutput> {
  const context = toolContext({
    accounts: [anAccount()],
    signals,
    icp: anIcp({ technologies: ['Snowflake'] }),
  });
  const parsed = detectBuyingSignals.input.parse({ accountId: 'a1', ...input });
  return SignalsOutput.parse(await detectBuyingSignals.run(parsed, context));
}

describe('detect_buying_signals', () => {
  it('ages and adds up by hand', async () => {
    // funding .8 × .9 × 0.5^(120/120) = .36; leadership .7 × 1 × 0.5^0 = .7; 1 − .64 × .3 = .808
    const found = await detect([
      aSignal({ signalId: 'f', occurredAt: daysAgo(120), confidence: 0.9 }),
      aSignal({ signalId: 'l', type: 'leadership_change', title: 'New chief operating officer' }),
    ]);
    expect(found.signals.map(({ id, weight }) => [id, weight])).toEqual([
      ['l', 0.7],
      ['f', 0.36],
    ]);
    expect(found).toMatchObject({ score: 0.808, tier: 'hot', total: 2 });
  });

  it('lets negative signals reduce the score and shows them', async () => {
    // (.8) × (1 − .5) = .4
    const found = await detect([aSignal(), aSignal({ signalId: 'n', type: 'layoffs', title: 'Cuts jobs' })]);
    expect(found).toMatchObject({ score: 0.4, tier: 'warm' });
    expect(found.reasons.some((reason) => reason.startsWith('Against: Cuts jobs'))).toBe(true);
  });

  it('never filters negative signals for their confidence, nor crowds them out', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      aSignal({ signalId: `p${index}`, type: 'expansion', title: `Opens ${index} sites in region ${index}` }),
    );
    const found = await detect([
      ...many,
      aSignal({ signalId: 'n', type: 'layoffs', title: 'Rumour', confidence: 0.1 }),
    ]);
    expect(found.total).toBe(13);
    expect(found.signals).toHaveLength(8);
    expect(found.signals.map(({ id }) => id)).toContain('n');
  });

  it('merges one event from two sources, with a bonus for the second', async () => {
    // funding .8 × (.7 + .1) × 0.5^(10/120) = .64 × .9439 = .604
    const found = await detect([
      aSignal({ signalId: 'x', reportedBy: 'Paper', occurredAt: daysAgo(10), confidence: 0.7 }),
      aSignal({
        signalId: 'y',
        reportedBy: 'Vendor',
        occurredAt: daysAgo(8),
        confidence: 0.6,
        title: 'Northwind raises Series C',
      }),
    ]);
    expect(found.signals).toMatchObject([
      { id: 'x', source: 'Paper, Vendor', confidence: 0.8, weight: 0.604 },
    ]);
  });

  it('takes a hiring spree that two sources tell of for one, called as what can be looked up calls it', async () => {
    const spree = { type: 'hiring_spree', occurredAt: daysAgo(10), confidence: 0.7 };
    const own = aSignal({
      ...spree,
      signalId: 'z',
      title: '14 open roles',
      url: 'https://acme.example/jobs',
    });
    const vendor = aSignal({ ...spree, signalId: 'a', title: '6 jobs posted', reportedBy: 'Vendor' });
    const found = await detect([vendor, { ...own, reportedBy: 'Careers page' }]);
    expect(found.signals).toMatchObject([
      { id: 'z', title: '14 open roles', source: 'Careers page, Vendor', confidence: 0.8 },
    ]);
    const later = await detect([vendor, { ...own, reportedBy: 'Careers page', occurredAt: daysAgo(40) }]);
    expect(later.total).toBe(2);
  });

  it('takes an upgrade and the adoption of the same edition for one event', async () => {
    const told = { key: 'Jira Enterprise', confidence: 0.6 };
    const upgrade = aSignal({ ...told, signalId: 'u', type: 'tech_upgrade', title: 'Moved from Jira Pro' });
    const adoption = aSignal({ ...told, signalId: 'v', type: 'tech_adoption', title: 'Began to use it' });
    const found = await detect([upgrade, { ...adoption, reportedBy: 'BuiltWith' }]);
    expect(found.total).toBe(1);
    const other = await detect([upgrade, { ...adoption, key: 'Snowflake', reportedBy: 'BuiltWith' }]);
    expect(other.total).toBe(2);
  });

  it('gives no bonus for the same source twice, and keeps different events apart', async () => {
    const twice = await detect([
      aSignal({ signalId: 'x', confidence: 0.7 }),
      aSignal({ signalId: 'y', confidence: 0.7 }),
    ]);
    expect(twice.signals).toMatchObject([{ confidence: 0.7 }]);
    const hires = await detect([
      aSignal({ signalId: 'x', type: 'executive_change', title: 'Northwind hires VP Sales' }),
      aSignal({ signalId: 'y', type: 'executive_change', title: 'Northwind hires VP Marketing' }),
    ]);
    expect(hires.total).toBe(2);
    const rounds = await detect([
      aSignal({ signalId: 'x', title: 'Raises 20 million' }),
      aSignal({ signalId: 'y', title: 'Raises 50 million' }),
      aSignal({ signalId: 'z', title: 'Raises 50 million', occurredAt: daysAgo(15) }),
    ]);
    expect(rounds.total).toBe(3);
  });

  it('halves undated signals, rejects future ones, and says both', async () => {
    const { occurredAt: _gone, ...undated } = aSignal({ signalId: 'u', confidence: 0.5 });
    const found = await detect([
      undated,
      aSignal({ signalId: 'f', title: 'Later', occurredAt: daysAgo(-1) }),
    ]);
    // .8 × .5 × .5 = .2
    expect(found.signals).toMatchObject([{ id: 'u', undated: true, weight: 0.2 }]);
    expect(found.unknowns.join(' ')).toMatch(/undated.*future: rejected/);
  });

  it('assumes half confidence where none is given, and says so', async () => {
    const { confidence: _gone, ...record } = aSignal();
    const found = await detect([record]);
    expect(found.signals).toMatchObject([{ confidence: 0.5, weight: 0.4 }]);
    expect(found.unknowns.join(' ')).toContain('no confidence given, 0.5 assumed');
  });

  it('keeps an unknown type as company news, and says so', async () => {
    const found = await detect([aSignal({ type: 'moon_phase' })]);
    expect(found.signals).toMatchObject([{ type: 'company_news', weight: 0.2 }]);
    expect(found.unknowns.join(' ')).toContain('moon_phase is: counted as company news');
  });

  it('takes the removal of a wanted technology for a negative signal', async () => {
    const ours = await detect([aSignal({ type: 'tech_removal', title: 'Removed Snowflake' })]);
    const theirs = await detect([aSignal({ type: 'tech_removal', title: 'Removed Oracle' })]);
    expect(ours.signals).toMatchObject([{ polarity: 'negative' }]);
    expect(theirs.signals).toMatchObject([{ polarity: 'positive' }]);
  });

  it('counts housekeeping once, however often it is logged', async () => {
    const calls = Array.from({ length: 30 }, (_, index) =>
      aSignal({
        signalId: `c${index}`,
        type: 'activity_logged',
        title: `Call number ${index} with person ${index}`,
      }),
    );
    expect(await detect(calls)).toMatchObject({ score: 0.2, tier: 'cool' });
  });

  it('tells silence from absence', async () => {
    const silent = await detect([aSignal({ accountId: 'other' })]);
    expect(silent).toMatchObject({
      tier: 'none',
      score: 0,
      confidence: null,
      coverage: { asked: ['book of business'] },
    });
    const blind = await detect([]);
    expect(blind.coverage.asked).toEqual([]);
    expect(blind.unknowns.join(' ')).toContain('silence means nothing');
  });

  it('names the sources whose facts are invented', async () => {
    const found = await detect([
      aSignal({ mode: 'mock', source: 'vendor' }),
      aSignal({ signalId: 't', title: 'Other' }),
    ]);
    expect(found.coverage).toEqual({
      asked: ['signals.csv', 'vendor'],
      answered: ['signals.csv', 'vendor'],
      failed: [],
      mock: ['vendor'],
    });
    expect(found.dataMode).toBe('mixed');
  });

  it('looks back as far as asked', async () => {
    const found = await detect([aSignal({ occurredAt: daysAgo(40) })], { lookbackDays: 30 });
    expect(found.total).toBe(0);
    expect(found.unknowns.join(' ')).toContain('older than 30 days');
  });
});

describe('a playbook of the profile', () => {
  it('sets kinds, weights, thresholds and defaults', async () => {
    const { signals } = PLAYBOOK;
    const award = {
      category: 'corporate',
      weight: 0.3,
      half_life_days: 10,
      negative: false,
      counts_once: false,
      after_intent: false,
    } as const;
    const own: Playbook = {
      ...PLAYBOOK,
      signals: {
        ...signals,
        types: { ...signals.types, award: { ...award, also: ['Prize'] } },
        tiers: { hot: 0.29, warm: 0.2, cool: 0.1 },
        lookback_days: 20,
      },
    };
    const context = toolContext({
      accounts: [anAccount()],
      signals: [
        aSignal({ type: 'prize', title: 'Wins a prize' }),
        aSignal({ signalId: 'o', title: 'Old news', occurredAt: daysAgo(21) }),
      ],
      playbook: own,
    });
    const found = await detectBuyingSignals.run(
      detectBuyingSignals.input.parse({ accountId: 'a1' }),
      context,
    );
    expect(found).toMatchObject({ score: 0.3, tier: 'hot', total: 1, signals: [{ type: 'award' }] });
    expect(found.unknowns.join(' ')).toContain('older than 20 days');
  });
});

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Titles that share no word, so that nothing merges. */
const records = fc
  .array(
    fc.record({
      type: fc.constantFrom(...Object.keys(PLAYBOOK.signals.types)),
      age: fc.integer({ min: 0, max: 170 }),
      confidence: fc.double({ min: 0.3, max: 1, noNaN: true }),
    }),
    { maxLength: 12 },
  )
  .map((some) =>
    some.map(({ type, age, confidence }, index) =>
      aSignal({
        signalId: `s${String(index).padStart(2, '0')}`,
        type,
        confidence,
        occurredAt: daysAgo(age),
        title: `${LETTERS[index]}${LETTERS[index]}${LETTERS[index]}x`,
      }),
    ),
  );

describe('detect_buying_signals, whatever the evidence', () => {
  it('does not depend on the order, stays within bounds and is the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (some) => {
        const found = await detect(some);
        expect(await detect([...some].reverse())).toEqual(found);
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it('rises with one positive event more and falls with one negative more', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (some) => {
        const { score } = await detect(some);
        const good = await detect([...some, aSignal({ signalId: 'zz', title: 'qqqq' })]);
        const bad = await detect([...some, aSignal({ signalId: 'zz', type: 'layoffs', title: 'qqqq' })]);
        expect(good.score).toBeGreaterThanOrEqual(score);
        expect(bad.score).toBeLessThanOrEqual(score);
      }),
      { numRuns: 100 },
    );
  });
});
