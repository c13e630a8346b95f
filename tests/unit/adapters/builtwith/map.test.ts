import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, signalOf, technologiesOf } from '../../../../src/adapters/builtwith/map.ts';
import type { Lookup } from '../../../../src/adapters/builtwith/schema.ts';
import { Technology, VendorAccount } from '../../../../src/adapters/vendor-records.ts';
import { SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: 'BuiltWith', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const now = new Date('2026-11-22T09:00:00.000Z');
const since = new Date('2026-06-01T00:00:00.000Z');

const lookup = (technologies: Lookup['Result']['Paths'][number]['Technologies'][]): Lookup => ({
  Lookup: 'acme.example',
  Meta: { CompanyName: ' Acme  Robotics', Vertical: 'Business', City: 'Dayton', State: 'OH', Country: 'US' },
  Result: { Paths: technologies.map((Technologies) => ({ Technologies })) },
});

describe('a lookup', () => {
  const seen = (Name: string, first: number | null, last: number | null, Categories: string[] = []) => ({
    Name,
    Categories,
    FirstDetected: first,
    LastDetected: last,
  });

  it('becomes an account, worked out by hand', () => {
    expect(accountOf(lookup([[seen('Snowflake', null, null)]]), 'acme.example', origin)).toEqual({
      ...origin,
      accountId: 'builtwith:acme.example',
      name: 'Acme Robotics',
      domain: 'acme.example',
      aliases: [],
      industry: 'Business',
      country: 'US',
      technologies: ['Snowflake'],
      extra: { city: 'Dayton', state: 'OH' },
      observed: { technologies: ['Snowflake'] },
    });
  });

  it('without anything known is a domain and no more', () => {
    const empty = { Lookup: 'x.example', Meta: null, Result: { Paths: [] } };
    expect(accountOf(empty, 'x.example', origin)).toEqual({
      ...origin,
      accountId: 'builtwith:x.example',
      name: 'x.example',
      domain: 'x.example',
      aliases: [],
      technologies: [],
    });
  });

  it('names a technology of several pages once, from its first day to its last', () => {
    const early = Date.UTC(2025, 0, 2);
    const late = Date.UTC(2026, 10, 20);
    const pages = [
      [seen('jQuery', late - 5, late, ['JS'])],
      [seen('jQuery', early, late - 9, ['JS', 'UI'])],
      null,
    ];
    expect(technologiesOf(lookup(pages))).toEqual([
      {
        name: 'jQuery',
        categories: ['JS', 'UI'],
        firstSeenAt: '2025-01-02T00:00:00.000Z',
        lastSeenAt: '2026-11-20T00:00:00.000Z',
      },
    ]);
  });
});

describe('a change', () => {
  const told = (type: string, first: string | null, last: string | null) =>
    signalOf(
      { type, technology: 'Snowflake', first_seen_utc: first, last_seen_utc: last },
      { domain: 'acme.example', origin, since, now },
    );

  it('is an adoption on its first day and a removal on its last', () => {
    expect(told('technology_added', '2026-10-01T00:00:00Z', '2026-11-20T00:00:00Z')).toMatchObject({
      type: 'tech_adoption',
      occurredAt: '2026-10-01T00:00:00.000Z',
      title: 'Began to use Snowflake',
    });
    expect(told('technology_removed', '2020-10-01T00:00:00Z', '2026-11-01T00:00:00Z')).toMatchObject({
      type: 'tech_removal',
      occurredAt: '2026-11-01T00:00:00.000Z',
      title: 'No longer uses Snowflake',
    });
  });

  it.each([
    ['technology_added', '2026-05-01T00:00:00Z'],
    ['technology_added', '2027-01-01T00:00:00Z'],
    ['technology_added', null],
    ['spend_changed', '2026-10-01T00:00:00Z'],
  ])('%s of %s is none', (type, first) => expect(told(type, first, null)).toBeNull());
});

describe('whatever BuiltWith says', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('2026-10-01', '🚀')));
  const moment = fc.option(fc.oneof(fc.double(), fc.integer(), fc.constant(1_780_000_000_000)));

  it('becomes records of the canonical shape, or none', () => {
    const technology = fc.record({
      Name: fc.string(),
      Categories: fc.option(fc.array(fc.string())),
      FirstDetected: moment,
      LastDetected: moment,
    });
    const any = fc.record({
      Lookup: fc.string(),
      Meta: fc.option(
        fc.record({ CompanyName: text, Vertical: text, City: text, State: text, Country: text }),
      ),
      Result: fc.record({ Paths: fc.array(fc.record({ Technologies: fc.option(fc.array(technology)) })) }),
    });
    const event = fc.record({
      type: fc.constantFrom('technology_added', 'technology_removed', 'odd', 'toString'),
      technology: fc.string(),
      first_seen_utc: text,
      last_seen_utc: text,
    });
    fc.assert(
      fc.property(any, event, (found, change) => {
        expect(VendorAccount.safeParse(accountOf(found, 'acme.example', origin)).error).toBeUndefined();
        for (const one of technologiesOf(found)) expect(Technology.safeParse(one).error).toBeUndefined();
        const signal = signalOf(change, { domain: 'acme.example', origin, since, now });
        if (signal) expect(SignalRecord.safeParse(signal).error).toBeUndefined();
      }),
    );
  });
});
