import type { Change } from './change.ts';

/** Editions from the smallest to the largest, as products call them. */
const EDITIONS = [
  ['free', 'lite', 'community'],
  ['starter', 'basic', 'essentials', 'essential', 'express'],
  ['standard', 'team'],
  ['professional', 'pro', 'plus', 'business', 'growth'],
  ['premium', 'advanced'],
  ['enterprise', 'ultimate', 'unlimited'],
].flatMap((names, rank) => names.map((name) => [name, rank] as const));
const RANKS: ReadonlyMap<string, number> = new Map(EDITIONS);
const VERSION = /^v?(\d{1,4}(?:\.\d{1,4}){0,2})$/;

/** A product in one edition or version; the larger the rank, the more of it. */
interface Edition {
  readonly product: string;
  readonly kind: 'edition' | 'version';
  readonly rank: readonly number[];
}

/** What was taken into use and what was given up; a product in a larger edition than before is an upgrade, and only that. */
export function technologyChanges(before: readonly string[] = [], after: readonly string[] = []): Change[] {
  // An empty list is more often a gap in the data than a company without technology.
  if (before.length === 0 || after.length === 0) return [];
  const [had, has] = [new Set(before.map(lower)), new Set(after.map(lower))];
  const added = new Set(after.filter((name) => !had.has(lower(name))));
  const removed = new Set(before.filter((name) => !has.has(lower(name))));
  const upgraded: Change[] = [];
  for (const name of [...added]) {
    const old = [...removed].find((one) => isUpgrade(one, name));
    if (old === undefined) continue;
    added.delete(name);
    removed.delete(old);
    upgraded.push({
      type: 'tech_upgrade',
      title: `Moved from ${old} to ${name}`,
      confidence: 0.6,
      key: name,
    });
  }
  return [
    ...upgraded,
    ...[...added].map((name) => ({
      type: 'tech_adoption',
      title: `Began to use ${name}`,
      confidence: 0.7,
      key: name,
    })),
    ...[...removed].map((name) => ({
      type: 'tech_removal',
      title: `No longer uses ${name}`,
      confidence: 0.6,
      key: name,
    })),
  ];
}

function isUpgrade(from: string, to: string): boolean {
  const [old, young] = [editionOf(from), editionOf(to)];
  if (!old || !young || old.product !== young.product || old.kind !== young.kind) return false;
  const at = young.rank.findIndex((part, index) => part !== (old.rank[index] ?? 0));
  return at >= 0 && (young.rank[at] ?? 0) > (old.rank[at] ?? 0);
}

/** `HubSpot Marketing Hub Enterprise`, `Drupal 10`; null for a name that tells neither edition nor version. */
function editionOf(name: string): Edition | null {
  const words = lower(name)
    .split(/[\s()-]+/)
    .filter((word) => word !== '' && word !== 'edition');
  const last = words.at(-1) ?? '';
  const product = words.slice(0, -1).join(' ');
  if (product === '') return null;
  const rank = RANKS.get(last);
  if (rank !== undefined) return { product, kind: 'edition', rank: [rank] };
  const version = VERSION.exec(last)?.[1];
  return version === undefined ? null : { product, kind: 'version', rank: version.split('.').map(Number) };
}

function lower(text: string): string {
  return text.toLowerCase();
}
