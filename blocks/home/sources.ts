import type { KnownBlock } from '@slack/types';
import type { DataStatus } from '../../src/core/ports.ts';
import type { SourceReport } from '../../src/core/source-report.ts';
import { healthState } from '../answers/adapters.ts';
import { section } from '../layout/parts.ts';
import { bold, code, date, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { modeName } from '../words/findings.ts';

/** Where facts come from: the book of business, then the vendors, each with its kind and how old its answers are. */
export function sources(book: DataStatus, reports: readonly SourceReport[]): KnownBlock[] {
  const live = reports.filter(({ mode }) => mode === 'live');
  const lines = [
    ...live.map(liveLine),
    ...named(reports, 'mock', 'mock, invented answers about the sample companies'),
    ...named(reports, 'idle', 'mock and silent, as the book of business is no sample'),
    ...named(reports, 'off', 'off'),
  ];
  return [
    section(bookSentence(book), 900),
    ...(lines.length === 0
      ? []
      : [section(md`${join(lines, '\n')}\n${code('/cugar adapters')} tells how each is doing.`, 2_000)]),
  ];
}

function liveLine({ title, health }: SourceReport): Mrkdwn {
  if (!health) return md`${bold(title)} Live, not asked yet`;
  const { lastSuccessAt } = health;
  const answered = lastSuccessAt === null ? md`no answer yet` : md`last answer ${date(lastSuccessAt)}`;
  return md`${bold(title)} Live, ${healthState(health)}, ${answered}`;
}

function named(reports: readonly SourceReport[], mode: SourceReport['mode'], what: string): Mrkdwn[] {
  const titles = reports.filter((report) => report.mode === mode).map(({ title }) => title);
  return titles.length === 0
    ? []
    : [md`${bold(titles.join(', '))} ${what.charAt(0).toUpperCase()}${what.slice(1)}`];
}

function bookSentence({ mode, loadedAt, counts, problemCount }: DataStatus): Mrkdwn {
  const { accounts, contacts, opportunities, signals } = counts;
  const name = modeName(mode);
  const problems =
    problemCount === 0
      ? md`Everything in it could be read.`
      : md`${problemCount} ${problemCount === 1 ? 'row or file' : 'rows or files'} could not be used.`;
  return md`${bold('Book of business')} ${name.charAt(0).toUpperCase() + name.slice(1)}, read ${date(loadedAt.getTime())}: ${accounts} accounts, ${contacts} contacts, ${opportunities} opportunities, ${signals} signals. ${problems}`;
}
