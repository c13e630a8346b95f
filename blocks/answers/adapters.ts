import type { DataStatus } from '../../src/core/ports.ts';
import type { FailureKind } from '../../src/core/source-failure.ts';
import type { SourceHealth, SourceReport } from '../../src/core/source-report.ts';
import type { Message } from '../layout/message.ts';
import { bullets, header } from '../layout/parts.ts';
import { bold, code, date, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { modeName } from '../words/findings.ts';
import { answer } from './answer.ts';

const MOST_PROBLEMS = 10;

/** Where facts come from: the book of business with its bad rows, and how every vendor is used and does. */
export function adaptersAnswer(reports: readonly SourceReport[], book: DataStatus): Message {
  const live = reports.filter(({ mode }) => mode === 'live');
  const inTrouble = live.filter(({ health }) => health && healthState(health) !== 'working');
  const silent = reports.filter(({ mode }) => mode === 'off' || mode === 'idle').length;
  const mocks = reports.filter(({ mode }) => mode === 'mock').length;
  const counted = md`${live.length} live, ${mocks} mock, ${silent} not asked`;
  const trouble =
    inTrouble.length > 0 ? md` In trouble: ${inTrouble.map(({ title }) => title).join(', ')}.` : md``;
  const order = ['live', 'mock', 'idle', 'off'];
  const sorted = [...reports].sort((a, b) => order.indexOf(a.mode) - order.indexOf(b.mode));
  return answer({
    sentence: md`Book of business: ${book.counts.accounts} accounts, ${book.problemCount} problems. Vendors: ${counted}.${trouble}`,
    blocks: [header('Data sources')],
    entries: [bookEntry(book), ...sorted.map(vendorEntry)],
    more: code('docs/vendors.md'),
  });
}

function bookEntry({ mode, loadedAt, counts, problemCount, problems }: DataStatus): Mrkdwn {
  const rows = md`${counts.accounts} accounts, ${counts.contacts} contacts, ${counts.opportunities} opportunities, ${counts.signals} signals, ${counts.reps} reps`;
  const head = md`${bold('Book of business')} – ${modeName(mode)}, read ${date(loadedAt.getTime())}\n${rows}`;
  if (problemCount === 0) return head;
  const lines = problems.map(
    ({ file, line, reason }) => md`${file}${line === undefined ? '' : `:${line}`} ${reason}`,
  );
  const more = problemCount > MOST_PROBLEMS ? md`\n… ${problemCount} in all` : md``;
  return md`${head}\nCannot be used:\n${bullets(lines.slice(0, MOST_PROBLEMS), { max: 900, line: 200 })}${more}`;
}

const MODES: Readonly<Record<Exclude<SourceReport['mode'], 'live'>, string>> = {
  mock: 'mock: invented answers about the sample companies',
  idle: 'mock, and silent: the book of business is no sample',
  off: 'off',
};

function vendorEntry({ title, mode, health }: SourceReport): Mrkdwn {
  if (mode !== 'live') return md`${bold(title)} – ${MODES[mode]}`;
  if (!health) return md`${bold(title)} – live, not asked yet`;
  const { lastSuccessAt, lastFailure, requests, failed, rate } = health;
  const facts = [
    lastSuccessAt === null ? md`no success yet` : md`last success ${date(lastSuccessAt)}`,
    md`${failed} of the last ${requests} requests failed`,
    ...(lastFailure ? [md`last failure ${date(lastFailure.at)}: ${FAILURES[lastFailure.kind]}`] : []),
    ...(rate ? [leftOf(rate)] : []),
    md`circuit ${health.circuit.replace('_', ' ')}`,
  ];
  return md`${bold(title)} – live, ${healthState(health)}\n${join(facts, ' · ')}`;
}

function leftOf({ remaining, limit, resetAt }: NonNullable<SourceHealth['rate']>): Mrkdwn {
  const left =
    limit === undefined ? md`${remaining} requests left` : md`${remaining} of ${limit} requests left`;
  const until = Date.parse(resetAt ?? '');
  return Number.isNaN(until) ? left : md`${left}, anew ${date(until)}`;
}

/** One word or two for how a live vendor is doing. */
export function healthState({ circuit, lastSuccessAt, lastFailure }: SourceHealth): string {
  if (circuit !== 'closed') return 'left alone for a while';
  return lastFailure && lastFailure.at > (lastSuccessAt ?? 0) ? 'failing' : 'working';
}

const FAILURES: Readonly<Record<FailureKind, string>> = {
  auth: 'credentials not accepted',
  forbidden: 'not allowed by plan or scope',
  not_found: 'not found',
  rate_limited: 'too many requests',
  quota_exhausted: 'credits or requests used up',
  invalid_request: 'request not understood',
  upstream: 'its own failure, or not reachable',
  timeout: 'no answer in time',
  contract: 'an answer of unknown shape',
  not_supported: 'not supported',
  circuit_open: 'left alone after failures',
};
