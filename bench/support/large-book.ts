import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DAY_MS = 86_400_000;
const TODAY = Date.UTC(2026, 10, 22);
const REPS = 60;

const INDUSTRIES = ['Manufacturing', 'Retail', 'Logistics', 'Healthcare', 'Financial Services'];
const PLACES = [
  ['North America', 'United States'],
  ['EMEA', 'Germany'],
  ['APAC', 'Japan'],
] as const;
const TITLES = ['VP Operations', 'CFO', 'Plant Manager'];
const STAGES = ['discovery', 'qualification', 'proposal', 'negotiation', 'closed_won', 'closed_lost'];
const TYPES = ['intent_surge', 'funding_event', 'leadership_change', 'hiring_spree'];

/** Writes an invented book of business: three contacts, two deals and two signals an account. */
export async function writeLargeBook(dir: string, accounts: number, nameOf: (index: number) => string) {
  const indexes = Array.from({ length: accounts }, (_, index) => index);
  const file = (name: string, header: string, rows: readonly (readonly (string | number)[])[]) =>
    writeFile(join(dir, name), `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`);
  await file(
    'accounts.csv',
    'account_id,name,domain,industry,employee_count,annual_revenue,currency,region,country,owner,territory',
    indexes.map((n) => {
      const [region, country] = placeOf(n);
      const size = 1 + scattered(n, 5_000);
      const owner = `Rep ${n % REPS}`;
      return [
        `a${n}`,
        nameOf(n),
        `c${n}.example`,
        of(INDUSTRIES, n),
        size,
        size * 90_000,
        'USD',
        region,
        country,
        owner,
        `T${n % 18}`,
      ];
    }),
  );
  await file(
    'contacts.csv',
    'contact_id,account,full_name,title,email',
    indexes.flatMap((n) =>
      TITLES.map((title, k) => [`k${n}_${k}`, `a${n}`, `First${k} Last${n}`, title, `p${k}@c${n}.example`]),
    ),
  );
  await file(
    'opportunities.csv',
    'opportunity_id,account,name,stage,amount,currency,owner,created_at,stage_changed_at,last_activity_at,close_date,closed_at,budget,champion',
    indexes.flatMap((n) =>
      [0, 1].map((k) => {
        const stage = of(STAGES, scattered(2 * n + k, 97));
        const isOver = stage.startsWith('closed');
        const created = 60 + scattered(n + k, 400);
        const ends = isOver ? day(-scattered(n, 50)) : '';
        return [
          `o${n}_${k}`,
          `a${n}`,
          `Deal ${k} of ${n}`,
          stage,
          1_000 * (1 + scattered(n, 300)),
          'USD',
          `Rep ${n % REPS}`,
          day(-created),
          day(-30),
          day(-5),
          day(40),
          ends,
          n % 3 ? 'yes' : '',
          n % 2 ? 'yes' : '',
        ];
      }),
    ),
  );
  await file(
    'signals.csv',
    'account,type,occurred_at,title,source,confidence',
    indexes.flatMap((n) =>
      [0, 1].map((k) => [
        `a${n}`,
        of(TYPES, n + k),
        day(-scattered(n + k, 60)),
        `Event ${k} at ${n}`,
        'Panel',
        0.8,
      ]),
    ),
  );
  await file(
    'reps.csv',
    'rep_id,name,territory,region,capacity,countries,quota',
    Array.from({ length: REPS }, (_, n) => [
      `r${n}`,
      `Rep ${n}`,
      `T${n % 18}`,
      placeOf(n)[0],
      400,
      placeOf(n)[1],
      1_500_000,
    ]),
  );
}

const of = (all: readonly string[], index: number) => all[index % all.length] ?? '';
const placeOf = (index: number) => PLACES[index % PLACES.length] ?? PLACES[0];
const day = (days: number) => new Date(TODAY + days * DAY_MS).toISOString().slice(0, 10);
/** As uneven as chance, and the same each time; 0 to below `most`. */
const scattered = (index: number, most: number) => ((index * 2_654_435_761) >>> 0) % most;
