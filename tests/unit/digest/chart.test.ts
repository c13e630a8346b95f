import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayOutcomes, NO_OUTCOMES, PLAN_OUTCOMES } from '../../../src/core/digest.ts';
import { chartAltText, digestChart } from '../../../src/digest/chart/render.ts';
import { CHART_HEIGHT, CHART_WIDTH, chartSvg, outcomeWord, shortDay } from '../../../src/digest/chart/svg.ts';
import { aFullDigest, aQuietDigest, WEEK } from '../../support/digest-content.ts';

/** Width, height and how many different bytes the picture's data hold. */
function decodePng(png: Uint8Array) {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const pixels = inflateSync(Buffer.concat(data));
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    pixels,
    values: new Set(pixels).size,
  };
}

/** The numbers of the alternative text, read back. */
function readBack(altText: string): DayOutcomes['counts'][] {
  return altText
    .split('. ')
    .slice(1)
    .map((day) =>
      Object.fromEntries(
        PLAN_OUTCOMES.map((outcome) => {
          const said = new RegExp(`(?:: |, )(\\d+) ${outcomeWord(outcome)}`).exec(day)?.[1];
          return [outcome, Number(said ?? 0)];
        }),
      ),
    ) as DayOutcomes['counts'][];
}

const week = fc
  .array(fc.record({ completed: fc.nat(500), partial: fc.nat(9), failed: fc.nat(9), cancelled: fc.nat(9) }), {
    minLength: 7,
    maxLength: 7,
  })
  .map((all): DayOutcomes[] => all.map((counts, index) => ({ date: `2026-11-${17 + index}`, counts })));

describe('the picture', () => {
  it('is a PNG with twice as many dots as its size, and not empty', async () => {
    const chart = await digestChart(aFullDigest());
    const { width, height, pixels, values } = decodePng(chart?.png ?? new Uint8Array());
    expect([width, height]).toEqual([CHART_WIDTH * 2, CHART_HEIGHT * 2]);
    expect(pixels.length).toBeGreaterThan(width * height);
    expect(values).toBeGreaterThan(20);
    expect(chart?.filename).toBe('plans-2026-11-23.png');
  });

  it('has letters: without its font it would be another picture', async () => {
    const { Resvg } = await import('@resvg/resvg-js');
    const bare = new Resvg(chartSvg(WEEK), {
      fitTo: { mode: 'zoom', value: 2 },
      font: { loadSystemFonts: false },
    });
    const chart = await digestChart(aFullDigest());
    expect(Buffer.from(chart?.png ?? []).equals(bare.render().asPng())).toBe(false);
  });

  it('is not made when nothing moved', async () => {
    expect(await digestChart(aQuietDigest())).toBeNull();
    expect(await digestChart(aFullDigest({ ended: NO_OUTCOMES }))).toBeNull();
  });

  it('says the same numbers in words', async () => {
    const chart = await digestChart(aFullDigest());
    expect(chart?.altText).toContain(
      'Sun 22 Nov: 5 completed, 1 partly completed. Mon 23 Nov: 6 completed, 1 failed.',
    );
    expect(chart?.altText).toContain('Tue 17 Nov: none.');
    expect(readBack(chart?.altText ?? '')).toEqual(WEEK.map(({ counts }) => counts));
  });

  it('whatever the numbers: words and bars agree with them, within the limit for words', () => {
    fc.assert(
      fc.property(week, (given) => {
        const altText = chartAltText(given);
        expect(readBack(altText)).toEqual(given.map(({ counts }) => counts));
        expect(altText.length).toBeLessThanOrEqual(1_000);
        const svg = chartSvg(given);
        const bars = [
          ...svg.matchAll(
            /<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)" fill="[^"]+" stroke/g,
          ),
        ];
        const shown = given.flatMap(({ counts }) => PLAN_OUTCOMES.filter((outcome) => counts[outcome] > 0));
        expect(bars).toHaveLength(shown.length);
        expect(svg).not.toMatch(/NaN|Infinity|height="-/);
        for (const { date } of given) expect(svg).toContain(shortDay(date));
      }),
      { numRuns: 100 },
    );
  });
});
