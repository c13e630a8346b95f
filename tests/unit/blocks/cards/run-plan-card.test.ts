import { describe, expect, it } from 'vitest';
import { APPROVE_ACTION, approvalCard, DISCARD_ACTION } from '../../../../blocks/index.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import type { Approval } from '../../../../src/core/approval.ts';
import { buttonsOf, textsOf } from '../../../support/message-texts.ts';
import { anApproval, aProposal, withApproval } from '../../../support/plan-records.ts';

const proposal = aProposal({
  summary: 'Run 2 steps for about 6.4 units: bring <!channel> forward',
  payload: {
    kind: 'run_plan',
    goal: 'bring <!channel> forward',
    steps: [
      { id: 'fit', tool: 'score_account_fit', reason: 'Whether it resembles our customers.' },
      { id: 'draft', tool: 'draft_outbound_message', reason: 'The message, for you to approve.' },
    ],
    cost: 6.4,
    calls: 9,
  },
});
const cardOf = (overrides: Partial<Approval> = {}) =>
  approvalCard(withApproval(anApproval({ proposal, checks: [], ...overrides })), 'draft');

describe('the question whether a plan may run', () => {
  it('shows the goal, the estimate and every step, and can be sent', () => {
    const card = cardOf();
    const text = textsOf(card.blocks);
    for (const part of [
      'Run this plan?',
      '*Estimate* 6.4 units, 9 calls',
      '*Step 1* score account fit: Whether it resembles our customers.',
      '*Step 2* draft outbound message: The message, for you to approve.',
    ]) {
      expect(text).toContain(part);
    }
    expect(`${text}${card.text}`).not.toContain('<!channel>');
    expect(validateMessage(card, 'chat.postMessage')).toBeNull();
    expect(card.text).toContain('Press Run or Discard');
  });

  it('has Run and Discard, and no Edit', () => {
    const buttons = buttonsOf(cardOf().blocks);
    expect(buttons.map(({ text, actionId }) => [text, actionId])).toEqual([
      ['Run', APPROVE_ACTION],
      ['Discard', DISCARD_ACTION],
    ]);
  });

  it.each([
    ['approved', 'The plan '],
    ['denied', 'Nothing of the plan was run.'],
    ['expired', 'Nothing of the plan was run.'],
  ] as const)('says what came of it when it was %s', (state, words) => {
    const card = cardOf({ state, decidedBy: 'U001', decidedAt: 1_795_428_000_000 });
    expect(buttonsOf(card.blocks)).toEqual([]);
    expect(textsOf(card.blocks)).toContain(words);
  });
});
