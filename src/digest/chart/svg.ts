import { type DayOutcomes, endedIn, PLAN_OUTCOMES, type PlanOutcome } from '../../core/digest.ts';

/** Size in CSS pixels; the picture has twice as many dots each way. */
export const CHART_WIDTH = 720;
export const CHART_HEIGHT = 320;

/** The order from below is that of the legend, so that colour is not needed to tell them apart. */
const COLOURS: Readonly<Record<PlanOutcome, { fill: string; ink: string }>> = {
  completed: { fill: '#2f9e6e', ink: '#ffffff' },
  partial: { fill: '#f2c14e', ink: '#1f2937' },
  failed: { fill: '#b3261e', ink: '#ffffff' },
  cancelled: { fill: '#6b7280', ink: '#ffffff' },
};

const WORDS: Readonly<Record<PlanOutcome, string>> = {
  completed: 'completed',
  partial: 'partly completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

const TOP = 76;
const BOTTOM = 272;
const LEFT = 24;
/** A segment lower than this has no room for its number. */
const LOWEST_LABELLED = 12;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The outcome in a sentence. */
export function outcomeWord(outcome: PlanOutcome): string {
  return WORDS[outcome];
}

/** `Sun 22 Nov`. */
export function shortDay(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/** Stacked bars, one for each day. All texts are ours: nothing in it comes from data but numbers and dates. */
export function chartSvg(week: readonly DayOutcomes[]): string {
  const highest = Math.max(1, ...week.map(({ counts }) => endedIn(counts)));
  const slot = (CHART_WIDTH - 2 * LEFT) / Math.max(1, week.length);
  const bars = week.map((day, index) => bar(day, { x: LEFT + index * slot, slot, highest }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH}" height="${CHART_HEIGHT}" font-family="DejaVu Sans">`,
    `<rect width="${CHART_WIDTH}" height="${CHART_HEIGHT}" fill="#ffffff"/>`,
    text({ x: LEFT, y: 30, size: 17, anchor: 'start', ink: '#111827' }, 'Plans that ended, by day'),
    ...legend(),
    `<line x1="${LEFT}" y1="${BOTTOM}" x2="${CHART_WIDTH - LEFT}" y2="${BOTTOM}" stroke="#9ca3af"/>`,
    ...bars,
    '</svg>',
  ].join('');
}

interface Place {
  readonly x: number;
  readonly slot: number;
  readonly highest: number;
}

function bar({ date, counts }: DayOutcomes, { x, slot, highest }: Place): string {
  const width = Math.min(64, slot * 0.6);
  const left = x + (slot - width) / 2;
  const middle = x + slot / 2;
  let top = BOTTOM;
  const segments = PLAN_OUTCOMES.flatMap((outcome) => {
    const height = (counts[outcome] / highest) * (BOTTOM - TOP - 18);
    if (height <= 0) return [];
    top -= height;
    const { fill, ink } = COLOURS[outcome];
    const box = `<rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}" stroke="#ffffff"/>`;
    const label = text(
      { x: middle, y: top + height / 2 + 4, size: 12, anchor: 'middle', ink },
      counts[outcome],
    );
    return height >= LOWEST_LABELLED ? [box, label] : [box];
  });
  const total = text({ x: middle, y: top - 6, size: 13, anchor: 'middle', ink: '#111827' }, endedIn(counts));
  const day = text({ x: middle, y: BOTTOM + 22, size: 12, anchor: 'middle', ink: '#374151' }, shortDay(date));
  return [...segments, total, day].join('');
}

function legend(): string[] {
  let x = LEFT;
  return PLAN_OUTCOMES.flatMap((outcome) => {
    const at = x;
    x += 34 + WORDS[outcome].length * 8;
    return [
      `<rect x="${at}" y="44" width="12" height="12" fill="${COLOURS[outcome].fill}"/>`,
      text({ x: at + 18, y: 55, size: 13, anchor: 'start', ink: '#374151' }, WORDS[outcome]),
    ];
  });
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor: 'start' | 'middle';
  readonly ink: string;
}

function text({ x, y, size, anchor, ink }: Label, content: string | number): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}" fill="${ink}">${content}</text>`;
}
