import { describe, expect, it } from 'vitest';
import { adaptersAnswer } from '../../../../blocks/index.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import type { DataStatus } from '../../../../src/core/ports.ts';
import type { SourceHealth, SourceReport } from '../../../../src/core/source-report.ts';
import { textsOf } from '../../../support/message-texts.ts';

const AT = Date.parse('2026-11-22T09:00:00Z');
const book: DataStatus = {
  mode: 'local',
  loadedAt: new Date(AT),
  counts: { accounts: 42, contacts: 84, opportunities: 68, signals: 80, reps: 8 },
  problemCount: 0,
  problems: [],
};
const health: SourceHealth = {
  lastSuccessAt: AT,
  lastFailure: { kind: 'timeout', at: AT - 60_000 },
  requests: 100,
  failed: 3,
  circuit: 'closed',
  rate: { limit: 250_000, remaining: 249_000 },
};
const reports: SourceReport[] = [
  { title: 'Clearbit', mode: 'off', health: null },
  { title: 'Apollo.io', mode: 'idle', health: null },
  { title: 'BuiltWith', mode: 'mock', health: null },
  { title: 'HubSpot', mode: 'live', health },
  { title: 'Salesforce', mode: 'live', health: null },
];
const shown = (some = reports, status = book) =>
  textsOf(adaptersAnswer(some, status).blocks).replaceAll('\u2060', '');

describe('where facts come from', () => {
  it('says of every vendor how it is used, live ones first', () => {
    const text = shown();
    expect(text).toContain('*Clearbit* – off');
    expect(text).toContain('*Apollo.io* – mock, and silent: the book of business is no sample');
    expect(text).toContain('*BuiltWith* – mock: invented answers about the sample companies');
    expect(text).toContain('*Salesforce* – live, not asked yet');
    expect(text.indexOf('HubSpot')).toBeLessThan(text.indexOf('BuiltWith'));
  });

  it('says of a live one how it does', () => {
    const text = shown();
    expect(text).toContain('*HubSpot* – live, working');
    expect(text).toContain('3 of the last 100 requests failed');
    expect(text).toContain('no answer in time');
    expect(text).toContain('249000 of 250000 requests left');
    expect(text).toContain('circuit closed');
  });

  it('says when the allowance begins anew, where the vendor tells', () => {
    const rate = { limit: 20, remaining: 19, resetAt: '2026-11-22T09:00:02.000Z' };
    const told = (of: SourceHealth['rate']) =>
      shown([{ title: 'Pipedrive', mode: 'live', health: { ...health, rate: of } }]);
    expect(told(rate)).toMatch(/19 of 20 requests left, anew <!date\^1795338002\^/);
    expect(told({ remaining: 19, resetAt: 'soon' })).toContain('19 requests left ·');
  });

  it('says which are in trouble', () => {
    const failing = { ...health, lastSuccessAt: AT - 90_000 };
    const open: SourceHealth = { ...health, circuit: 'open', lastSuccessAt: null, rate: null };
    const some: SourceReport[] = [
      { title: 'HubSpot', mode: 'live', health: failing },
      { title: 'Pipedrive', mode: 'live', health: open },
    ];
    expect(shown(some)).toContain('*HubSpot* – live, failing');
    expect(shown(some)).toContain('*Pipedrive* – live, left alone for a while');
    expect(shown(some)).toContain('no success yet');
    expect(adaptersAnswer(some, book).text).toContain('In trouble: HubSpot, Pipedrive.');
  });

  it('names the rows of the book that cannot be used, as plain text', () => {
    const problems = [{ file: 'accounts.csv', line: 7, reason: 'name is missing <!channel> *now*' }];
    const text = shown(reports, { ...book, problemCount: 12, problems });
    expect(text).toContain('accounts.csv:7 name is missing &lt;!channel&gt;');
    expect(text).toContain('12 in all');
    expect(text).not.toContain('<!channel>');
    expect(shown()).not.toContain('Cannot be used');
  });

  it('is a message that Slack takes, also with ten vendors and many problems', () => {
    const problems = Array.from({ length: 50 }, (_, line) => ({
      file: 'a.csv',
      line,
      reason: 'x'.repeat(500),
    }));
    const ten = Array.from(
      { length: 10 },
      (): SourceReport => ({ title: 'V'.repeat(40), mode: 'live', health }),
    );
    const message = adaptersAnswer(ten, { ...book, problemCount: 50, problems });
    expect(validateMessage(message, 'response_url')).toBeNull();
  });
});
