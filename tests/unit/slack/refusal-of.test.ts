import { describe, expect, it } from 'vitest';
import { refusalSentence } from '../../../blocks/index.ts';
import { rawOf } from '../../../blocks/text/mrkdwn.ts';
import type { DecideResult } from '../../../src/core/plan-store.ts';
import { refusalOf } from '../../../src/slack/authorize.ts';
import { anApproval, aPlanRecord, OPENED_AT } from '../../support/plan-records.ts';

const record = aPlanRecord();
const approval = anApproval();
const of = (result: Exclude<DecideResult, { kind: 'voted' }>, userId = 'U009') =>
  refusalOf(result, { userId, record, approval });

describe('refusalOf', () => {
  it.each(['approved', 'denied', 'cancelled'] as const)(
    'is none for a decision that counted: %s',
    (state) => {
      expect(of({ kind: 'decided', state, waitMs: 5, openedAt: 0 })).toBeNull();
    },
  );

  it('is the expiry for a decision that came too late', () => {
    const expected = { reason: 'expired', at: approval.expiresAt };
    expect(of({ kind: 'decided', state: 'expired', waitMs: 5, openedAt: 0 })).toEqual(expected);
    expect(of({ kind: 'already', state: 'expired', by: 'system', at: approval.expiresAt })).toEqual(expected);
  });

  it.each([
    [{ kind: 'already', state: 'denied', by: 'U002', at: OPENED_AT }, 'decided'],
    [{ kind: 'superseded', version: 3 }, 'superseded'],
    [{ kind: 'voted_before' }, 'voted_before'],
    [{ kind: 'not_allowed' }, 'not_approver'],
    [{ kind: 'early', remainingMs: 5 }, 'unavailable'],
    [{ kind: 'unknown' }, 'unknown'],
  ] as const)('says why %j did not count', (result, reason) => {
    const refusal = of(result);
    expect(refusal?.reason).toBe(reason);
    if (refusal) expect(rawOf(refusalSentence(refusal)).length).toBeGreaterThan(20);
  });

  it('tells the requester that it is the own request', () => {
    expect(of({ kind: 'not_allowed' }, record.plan.requestedBy)?.reason).toBe('own_request');
  });
});
