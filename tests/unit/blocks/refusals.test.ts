import { describe, expect, it } from 'vitest';
import {
  type Refusal,
  type RefusalReason,
  refusal,
  refusalSentence,
  voteCounted,
} from '../../../blocks/index.ts';
import { rawOf } from '../../../blocks/text/mrkdwn.ts';
import type { ApprovalPolicy } from '../../../src/core/approval.ts';
import { OPENED_AT } from '../../support/plan-records.ts';

const policy: ApprovalPolicy = { kind: 'approvers', approvers: ['U002', 'S001'], expiresInMs: 1_000 };
const who = { policy, requestedBy: 'U001' };
const MAY = 'May decide: one of <@U002>, <!subteam^S001>, but not <@U001>, who asked.';

const CASES: { [R in RefusalReason]: [Refusal & { reason: R }, RegExp] } = {
  other_workspace: [{ reason: 'other_workspace' }, /only members of the workspace/],
  guest: [{ reason: 'guest', ...who }, /guests may not decide/],
  deactivated: [{ reason: 'deactivated' }, /deactivated/],
  bot: [{ reason: 'bot' }, /only people may decide/],
  not_approver: [{ reason: 'not_approver', ...who }, /not among those who may decide/],
  own_request: [{ reason: 'own_request', ...who }, /you asked for this yourself/],
  voted_before: [{ reason: 'voted_before', ...who }, /already counted/],
  expired: [{ reason: 'expired', at: OPENED_AT }, /expired \(<!date\^1795341600\^/],
  decided: [
    { reason: 'decided', state: 'approved', by: 'U002', at: OPENED_AT },
    /already approved by <@U002> \(<!date\^1795341600\^/,
  ],
  superseded: [{ reason: 'superseded', version: 3 }, /version 3 replaced/],
  not_editable: [{ reason: 'not_editable' }, /no text that could be edited/],
  unknown: [{ reason: 'unknown' }, /not known here/],
  unavailable: [{ reason: 'unavailable' }, /Nothing was decided; try again/],
};

describe('refused clicks', () => {
  it.each(Object.entries(CASES))('%s says why it did not count', (_reason, [refused, words]) => {
    expect(rawOf(refusalSentence(refused))).toMatch(words);
    expect(refusal(refused).text).toMatch(words);
  });

  it.each(['guest', 'not_approver', 'own_request', 'voted_before'] as const)('%s says who may', (reason) => {
    expect(rawOf(refusalSentence({ reason, ...who }))).toContain(MAY);
  });

  it('tells the first of two that another one is needed', () => {
    const two = { policy: { ...policy, kind: 'two_person' as const }, requestedBy: 'U001' };
    expect(voteCounted(['U002'], two).text).toBe(
      'Your approval counts: 1 of 2. Somebody else has to approve as well. May decide: two different people of <@U002>, <!subteam^S001>.',
    );
  });

  it('names at most a dozen people', () => {
    const approvers = Array.from({ length: 30 }, (_, index) => `U${100 + index}`);
    const sentence = rawOf(
      refusalSentence({ reason: 'guest', policy: { ...policy, approvers }, requestedBy: 'U1' }),
    );
    expect(sentence.match(/<@U1\d\d>/g)).toHaveLength(12);
    expect(sentence).toContain('and 18 more');
  });
});
