import { z } from 'zod';
import type { SignalRecord } from '../../core/records.ts';
import type { AccountReferences } from './account-references.ts';
import type { Column } from './columns.ts';
import type { DateReader } from './dates.ts';
import { dateField, fields } from './fields.ts';
import {
  dateReaderOf,
  entityRows,
  isFirst,
  type LoadContext,
  originOf,
  record,
  stableId,
} from './load-context.ts';

function signalRow(read: DateReader) {
  return z.strictObject({
    account: z.string('is missing'),
    type: z.string('is missing').max(60, 'is longer than 60 characters'),
    occurred_at: dateField(read),
    title: fields.text,
    source: fields.name,
    confidence: fields.share,
    url: fields.url,
  } satisfies Record<Column<'signals'>, z.ZodType>);
}

/** Reads the signals, by id. One whose account is not in the book is reported and passed over. */
export async function loadSignals(
  context: LoadContext,
  references: AccountReferences,
): Promise<Map<string, SignalRecord>> {
  const origin = originOf(context, 'signals');
  const schema = signalRow(dateReaderOf(context, 'signals'));
  const signals = new Map<string, SignalRecord>();
  for await (const row of entityRows(context, 'signals', schema)) {
    const { value, extra } = row;
    const account = references.resolve(value.account);
    if ('problem' in account) {
      row.report(account.problem);
      continue;
    }
    const { accountId } = account;
    const { occurred_at: occurredAt, source: reportedBy, confidence, url } = value;
    const type = value.type.toLowerCase().replace(/[\s-]+/g, '_');
    const title = value.title ?? type.replaceAll('_', ' ');
    const signalId = stableId('sig', accountId, type, occurredAt, title, reportedBy);
    if (!isFirst(signals, signalId, row)) continue;
    signals.set(
      signalId,
      record(origin, { extra, signalId, accountId, type, occurredAt, title, reportedBy, confidence, url }),
    );
  }
  return signals;
}
