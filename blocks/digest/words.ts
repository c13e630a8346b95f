import { DataMode } from '../../src/core/data-mode.ts';
import { type DigestContent, endedIn } from '../../src/core/digest.ts';
import { clipMarkup, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';
import { modeName, modeWarning } from '../words/findings.ts';

const count = (n: number, one: string, many: string) => md`${n} ${n === 1 ? one : many}`;

/** `Sunday 22 November`. */
export function dayName(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return 'today';
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
    .format(moment)
    .replace(',', '');
}

/** The whole digest in one sentence, complete on its own. */
export function inOneSentence(content: DigestContent): Mrkdwn {
  const { ended, waiting, decisions, hot, risky } = content;
  const parts = [
    md`${waiting.total === 1 ? '1 request waits' : `${waiting.total} requests wait`} for a decision`,
    md`${count(endedIn(ended), 'plan', 'plans')} ended`,
    md`${count(decisions.total, 'decision', 'decisions')} made`,
    ...(hot ? [count(hot.total, 'hot account', 'hot accounts')] : []),
    ...(risky ? [count(risky.total, 'deal at risk', 'deals at risk')] : []),
  ];
  return md`${join(parts, ', ')}.`;
}

/** Sample, mock or mixed data are named wherever something is said. */
export function warningOf({ data, hot, risky }: DigestContent): string | null {
  const seen = new Set([
    data.mode,
    ...[...(hot?.items ?? []), ...(risky?.items ?? [])].map((one) => one.dataMode),
  ]);
  const warnings = DataMode.options
    .filter((mode) => seen.has(mode))
    .flatMap((mode) => modeWarning(mode) ?? []);
  return warnings.length === 0 ? null : warnings.join(' ');
}

/** Which data were read, how old they are, and what of them could not be used. */
export function freshness({ data }: DigestContent): Mrkdwn {
  const { mode, loadedAtMs, problemCount } = data;
  const problems =
    problemCount === 0
      ? md``
      : md` ${count(problemCount, 'row or file', 'rows or files')} could not be used.`;
  return md`Data: ${modeName(mode)}, read ${date(loadedAtMs)}.${problems}`;
}

/** What the digest covers. */
export function covered({ sinceMs, untilMs }: DigestContent): Mrkdwn {
  return md`From ${date(sinceMs)} to ${date(untilMs)}.`;
}

/** Why somebody gets this, and how it ends. */
export function whyYouGetThis({ audience, askedBy }: DigestContent): Mrkdwn {
  if (audience.kind === 'person') {
    return md`Why you get this: you asked for the lines of ${clipMarkup(md`${audience.owner}`, 80)}. ${code('/cugar digest me off')} ends it.`;
  }
  if (askedBy !== null) {
    return md`Why you get this: ${mention(askedBy)} asked for it here with ${code('/cugar digest now')}.`;
  }
  return md`Why you get this: it is the daily digest of this channel. ${code('/cugar digest off')} ends it, ${code('/cugar digest on')} brings it back.`;
}
