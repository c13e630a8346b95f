import { describe, expect, it } from 'vitest';
import { proposalText } from '../../../src/cli/proposal-text.ts';
import { aPayload, aProposal, aTouchpoint } from '../../support/plan-records.ts';

describe('proposalText', () => {
  it('shows a message as it would be sent', () => {
    expect(proposalText(aProposal()).split('\n')).toEqual([
      '',
      'Approval needed: An e-mail to Dana Reyes about the new warehouse',
      '  To: Dana Reyes, VP Operations at Northwind, dana.reyes@northwind.example',
      '  By: e-mail',
      '  Subject: Your new warehouse in Lyon',
      '',
      '  │ Hello Dana,',
      '  │ ',
      '  │ you opened a warehouse in Lyon.',
      '  │ ',
      '  │ Kind regards',
      '  │ Sam',
      '',
      '  • You receive the text ready to send',
      '  • Why: The expansion is three weeks old',
      '  • Not known: who signs',
    ]);
  });

  it('shows a touchpoint by its facts, without a text', () => {
    const text = proposalText(aProposal({ payload: aTouchpoint(), summary: 'Call Dana Reyes' }));
    expect(text).toContain('  When: Tuesday 24 November 2026, 10:00 in Paris, 20 minutes');
    expect(text).not.toContain('│');
  });

  it('shows what a repetition would repeat', () => {
    const payload = {
      kind: 'rerun',
      tool: 'draft_outbound_message',
      attempt: 2,
      idempotencyKey: 'k',
      original: aPayload({ body: 'Again' }),
    } as const;
    expect(proposalText(aProposal({ payload }))).toContain('  │ Again');
  });
});
