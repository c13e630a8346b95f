import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalCard, handover, handoverPlaceholder } from '../../../../blocks/index.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import type { AssignmentPayload } from '../../../../src/core/payloads/assignment.ts';
import type { PlanRecord } from '../../../../src/core/plan.ts';
import { hostileText } from '../../../support/hostile.ts';
import { liveFallback, liveMarkup } from '../../../support/live-markup.ts';
import { buttonsOf, textsOf } from '../../../support/message-texts.ts';
import { anApproval, aProposal, withApproval } from '../../../support/plan-records.ts';

function anAssignment(over: Partial<AssignmentPayload> = {}): AssignmentPayload {
  return {
    kind: 'assignment',
    about: 'Hollowpine',
    holders: [
      { repId: null, owner: null, territory: null },
      { repId: 'r1', owner: 'Maya Lindqvist', territory: 'NA East' },
    ],
    moves: [['hollowpine', 0, 1]],
    facts: [
      { label: 'Gains', value: 'Maya Lindqvist +1 (70 % → 75 %)' },
      { label: 'Balance', value: 'Use of capacity: variation 0.30 → 0.28' },
    ],
    lines: ['Hollowpine (1 point): nobody → Maya Lindqvist, NA East · has the most room'],
    ...over,
  };
}

const OUTPUT = {
  written: 1,
  file: 'assignments.csv',
  skipped: [{ accountId: 'acme', name: 'Acme', reason: 'has gone to Bo since the proposal was made' }],
};

function record(
  payload: AssignmentPayload,
  state: 'pending' | 'approved' | 'denied',
  output?: unknown,
): PlanRecord {
  const decided = state === 'pending' ? {} : { decidedBy: 'U009', decidedAt: Date.UTC(2026, 10, 22) };
  const approval = anApproval({ state, proposal: aProposal({ payload }), ...decided });
  const base = withApproval(approval);
  const step = base.steps.draft;
  return step ? { ...base, steps: { ...base.steps, draft: { ...step, output } } } : base;
}

describe('the card of an assignment', () => {
  it('shows before and after, every account, and the two buttons', () => {
    const card = approvalCard(record(anAssignment(), 'pending'), 'draft');
    const text = textsOf(card.blocks);
    expect(text).toContain('Assignment: Hollowpine');
    expect(text).toContain('*Gains* Maya Lindqvist +1 (70 % → 75 %)');
    expect(text).toContain('*Balance* Use of capacity: variation 0.30 → 0.28');
    expect(text).toContain('Hollowpine (1 point): nobody → Maya Lindqvist, NA East');
    expect(buttonsOf(card.blocks).map(({ text }) => text)).toEqual(['Approve', 'Deny']);
  });

  it('says after the decision what became of it', () => {
    const approved = textsOf(approvalCard(record(anAssignment(), 'approved', OUTPUT), 'draft').blocks);
    expect(approved).toContain('It was written to the book of business, and <@U001> was told.');
    const denied = textsOf(approvalCard(record(anAssignment(), 'denied'), 'draft').blocks);
    expect(denied).toContain('No account changed hands.');
    expect(approved + denied).not.toContain('ready to send');
  });

  it('puts what has no room on the card into the thread', () => {
    const lines = Array.from({ length: 61 }, (_, index) => `Account ${index}: ${'x'.repeat(150)}`);
    const card = approvalCard(record(anAssignment({ lines }), 'pending'), 'draft');
    expect(textsOf(card.blocks)).toContain('the full text is in the thread');
    expect(card.overflow.join('\n')).toContain('Account 60:');
  });
});

describe('the confirmation of an assignment', () => {
  it('says what stands in the book, by whom, and what was left alone', () => {
    const message = handover(record(anAssignment(), 'approved', OUTPUT), 'draft');
    const text = textsOf(message.blocks);
    expect(text).toContain(
      '1 account stands under the new owner in the book of business (`assignments.csv`), approved by <@U009>.',
    );
    expect(text).toContain('your CRM is not touched');
    expect(text).toContain('Acme: has gone to Bo since the proposal was made');
    expect(message.text).toContain('1 account stands under the new owner');
    expect(
      validateMessage(handoverPlaceholder(record(anAssignment(), 'approved'), 'draft'), 'chat.postMessage'),
    ).toBeNull();
  });
});

describe('an assignment, whatever stands in the data', () => {
  it('formats, mentions and links nothing', () => {
    const short = hostileText.map((text) => text.slice(0, 250));
    fc.assert(
      fc.property(short, short, short, (about, value, line) => {
        const payload = anAssignment({
          about: about.slice(0, 100) || 'x',
          facts: [{ label: 'Gains', value }],
          lines: [line],
        });
        const skipped = [{ accountId: 'a', name: value, reason: line }];
        const messages = [
          approvalCard(record(payload, 'pending'), 'draft'),
          handover(record(payload, 'approved', { ...OUTPUT, skipped }), 'draft'),
        ];
        for (const message of messages) {
          expect(validateMessage(message, 'chat.update')).toBeNull();
          expect(liveMarkup(message.blocks)).toEqual([]);
          expect(liveFallback(message.text)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
