import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditList } from '../../../../blocks/answers/audit.ts';
import { approvalCard, handover } from '../../../../blocks/index.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import type { CrmOutcome } from '../../../../src/core/payloads/crm-record.ts';
import type { PlanRecord } from '../../../../src/core/plan.ts';
import type { ProposalPayload } from '../../../../src/core/proposal.ts';
import { hostileText } from '../../../support/hostile.ts';
import { liveFallback, liveMarkup } from '../../../support/live-markup.ts';
import { textsOf } from '../../../support/message-texts.ts';
import { anApproval, aPayload, aProposal, aTouchpoint, withApproval } from '../../../support/plan-records.ts';

const LOG_IN = { crm: 'hubspot', title: 'HubSpot', recordId: '123', recordName: 'Acme', form: 'note' };
const { crm: _crm, ...SHOWN } = LOG_IN;
const outcome = (over: Partial<CrmOutcome> = {}): CrmOutcome => ({
  what: 'entry',
  state: 'written',
  ...SHOWN,
  entryId: '987',
  mark: 'cugar:p:draft:1',
  ...over,
});

function approved(payload: ProposalPayload, crm: readonly CrmOutcome[]): PlanRecord {
  const proposal = aProposal({ payload });
  const base = withApproval(
    anApproval({ proposal, state: 'approved', decidedBy: 'U009', decidedAt: Date.UTC(2026, 10, 22) }),
  );
  const step = base.steps.draft;
  return step ? { ...base, steps: { ...base.steps, draft: { ...step, output: { crm } } } } : base;
}

describe('what the one who asked is told of their CRM', () => {
  it.each([
    ['a message', aPayload({ logIn: LOG_IN })],
    ['a date', aTouchpoint({ logIn: LOG_IN })],
  ])('with %s: beforehand where, afterwards what', (_what, payload) => {
    const pending = approvalCard(withApproval(anApproval({ proposal: aProposal({ payload }) })), 'draft');
    expect(textsOf(pending.blocks)).toContain('*Also* a note in HubSpot, on Acme (123)');
    const given = (crm: readonly CrmOutcome[]) => {
      const message = handover(approved(payload, crm), 'draft');
      expect(validateMessage(message, 'chat.update')).toBeNull();
      return textsOf(message.blocks);
    };
    expect(given([outcome()])).toContain('✓ The note 987 stands in HubSpot on Acme (123).');
    const failed = given([outcome({ state: 'failed', reason: 'it is tired' })]);
    expect(failed).toContain('⚠ It was not logged in HubSpot on Acme (123), because it is tired.');
    expect(given([])).not.toContain('In your CRM');
  });

  it('says in the audit trail who approved which record', () => {
    const entry = { id: '1-0', at: 1, planId: 'p', stepId: 'draft', actor: 'U001', hash: 'h' };
    const text = textsOf(auditList('p', [{ ...entry, event: 'crm_write', data: outcome() }]));
    expect(text).toContain('by <@U001>: The note 987 stands in HubSpot on Acme (123).');
  });

  it('takes what a CRM says for text', () => {
    const short = hostileText.map((text) => text.slice(0, 100));
    fc.assert(
      fc.property(short, short, (recordName, reason) => {
        const payload = aPayload({ logIn: { ...LOG_IN, recordName } });
        const crm = [outcome({ recordName, reason, state: 'failed' }), outcome({ form: recordName })];
        const messages = [
          approvalCard(withApproval(anApproval({ proposal: aProposal({ payload }) })), 'draft'),
          handover(approved(payload, crm), 'draft'),
        ];
        for (const message of messages) {
          expect(validateMessage(message, 'chat.update')).toBeNull();
          expect(liveMarkup(message.blocks)).toEqual([]);
          expect(liveFallback(message.text)).toEqual([]);
        }
      }),
    );
  });
});
