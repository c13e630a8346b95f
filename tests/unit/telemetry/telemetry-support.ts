import { createMetrics } from '../../../src/telemetry/metrics.ts';

const TOOLS = [
  { name: 'score_account_fit', domain: 'intelligence' },
  { name: 'draft_outbound_message', domain: 'engagement' },
] as const;

export function testMetrics() {
  return createMetrics({ version: '1.2.3', commit: 'abc1234', commands: ['help', 'qualify'], tools: TOOLS });
}

/** The samples of an exposition by `name{labels}`. */
export async function samples(metrics: ReturnType<typeof testMetrics>): Promise<Map<string, number>> {
  const { text } = await metrics.exposition();
  const lines = text.split('\n').filter((line) => line.startsWith('cugar_'));
  return new Map(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ');
      return [line.slice(0, cut), Number(line.slice(cut + 1))];
    }),
  );
}

/** Only what differs between two readings. */
export function difference(before: Map<string, number>, after: Map<string, number>): Record<string, number> {
  const changed = [...after].filter(
    ([name, value]) => value !== (before.get(name) ?? 0) && !name.includes('_bucket'),
  );
  return Object.fromEntries(changed.map(([name, value]) => [name, value - (before.get(name) ?? 0)]));
}
