import { createRequire } from 'node:module';
import { type DayOutcomes, type DigestContent, PLAN_OUTCOMES } from '../../core/digest.ts';
import { hasMoved } from '../activity.ts';
import { chartSvg, outcomeWord, shortDay } from './svg.ts';

/** A picture, and all that it says in words. */
export interface Chart {
  readonly png: Uint8Array;
  readonly filename: string;
  readonly title: string;
  /** The same numbers for those who do not see the picture; at most 1,000 characters. */
  readonly altText: string;
}

const ZOOM = 2;
const require = createRequire(import.meta.url);

/** The picture of a digest; null when no plan has ended since the digest before. */
export async function digestChart(content: DigestContent): Promise<Chart | null> {
  if (!hasMoved(content)) return null;
  const { week, date } = content;
  return {
    png: await renderPng(chartSvg(week)),
    filename: `plans-${date}.png`,
    title: `Plans that ended, last ${week.length} days`,
    altText: chartAltText(week),
  };
}

/** `Bar chart … Sun 22 Nov: 3 completed, 1 failed.` */
export function chartAltText(week: readonly DayOutcomes[]): string {
  const days = week.map(({ date, counts }) => {
    const said = PLAN_OUTCOMES.filter((outcome) => counts[outcome] > 0);
    const numbers = said.map((outcome) => `${counts[outcome]} ${outcomeWord(outcome)}`);
    return `${shortDay(date)}: ${numbers.join(', ') || 'none'}.`;
  });
  return `Bar chart of the plans that ended on each of the last ${week.length} days. ${days.join(' ')}`;
}

/** Loaded only when a picture is made: where the library cannot run, everything else still does. */
async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: 'DejaVu Sans' },
  });
  return picture.render().asPng();
}
