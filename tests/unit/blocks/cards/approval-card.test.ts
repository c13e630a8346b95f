import { describe, expect, it } from 'vitest';
import { approvalCard, approvalPlaceholder } from '../../../../blocks/index.ts';
import type { Approval, ApprovalPolicy } from '../../../../src/core/approval.ts';
import { decodeApprovalRef } from '../../../../src/core/approval.ts';
import { buttonsOf, textsOf } from '../../../support/message-texts.ts';
import {
  anApproval,
  aPayload,
  aPlanRecord,
  aProposal,
  aTouchpoint,
  OPENED_AT,
  PLAN_ID,
  withApproval,
} from '../../../support/plan-records.ts';

const cardOf = (
  approval: Partial<Approval>,
  ...rest: Parameters<typeof withApproval> extends [unknown, (infer O)?] ? [O?] : never
) => approvalCard(withApproval(anApproval(approval), ...rest), 'draft');
const policy = (kind: ApprovalPolicy['kind'], approvers: string[]): ApprovalPolicy => ({
  kind,
  approvers,
  expiresInMs: 1_000,
});

describe('a pending approval', () => {
  it('shows what happens, the exact text, why, the evidence, the risk, the checks, who and until when', () => {
    const text = textsOf(cardOf({}).blocks);
    for (const part of [
      'Message draft for Northwind',
      '*To* Dana Reyes, VP Operations at Northwind, dana.reyes@northwind.example\n*By* e-mail',
      aPayload().body,
      'Your new warehouse in Lyon',
      '*If approved*\n• You receive the text ready to send',
      '*Risk* Low',
      '*Quality checks*\n• ✓ Passed – 82 of 100',
      '*Why*\n• The expansion is three weeks old',
      '• Opened a warehouse in Lyon (2026-11-01, source: signals.csv)',
      '*What we do not know*\n• who signs',
      '*Who may decide* <@U001>, who asked',
      'Asked by <@U001>',
      'Version 1',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/\*Until\* <!date\^1795428000\^/);
  });

  it('has the buttons Approve, Deny and Edit, which carry this version and nothing else', () => {
    const approval = anApproval({ version: 3 });
    const buttons = buttonsOf(approvalCard(withApproval(approval), 'draft').blocks);
    expect(buttons.map(({ text, actionId, style }) => [text, actionId, style])).toEqual([
      ['Approve', 'approval.approve', 'primary'],
      ['Deny', 'approval.deny', 'danger'],
      ['Edit', 'approval.edit', undefined],
    ]);
    for (const { value, label, text, hasConfirm } of buttons) {
      expect(decodeApprovalRef(value)).toEqual({
        planId: PLAN_ID,
        stepId: 'draft',
        version: 3,
        hash: approval.hash.slice(0, 16),
      });
      expect(label.startsWith(`${text}: An e-mail to Dana Reyes`)).toBe(true);
      expect(hasConfirm).toBe(false);
    }
  });

  it('asks back before a high risk only', () => {
    const buttons = buttonsOf(cardOf({ proposal: aProposal({ risk: 'high' }) }).blocks);
    expect(buttons.map(({ text, hasConfirm }) => [text, hasConfirm])).toEqual([
      ['Approve', true],
      ['Deny', false],
      ['Edit', false],
    ]);
  });

  it('has no block id in common with another version or another count of votes', () => {
    const ids = (approval: Partial<Approval>) => cardOf(approval).blocks.map(({ block_id }) => block_id);
    const all = [ids({ version: 1 }), ids({ version: 2 }), ids({ version: 2, votes: ['U002'] })].flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('says who edited it', () => {
    expect(textsOf(cardOf({ version: 2, editedBy: 'U002' }).blocks)).toContain(
      'Edited by <@U002>, version 2.',
    );
  });

  it.each([
    [
      policy('approvers', ['U001', 'U002', 'S001']),
      'one of <@U002>, <!subteam^S001>, but not <@U001>, who asked',
    ],
    [policy('two_person', ['U002', 'U003']), 'two different people of <@U002>, <@U003>'],
  ])('says who may decide: %j', (who, words) => {
    expect(textsOf(cardOf({ policy: who }).blocks)).toContain(words);
  });

  it('counts the first of two', () => {
    const text = textsOf(cardOf({ policy: policy('two_person', ['U002', 'U003']), votes: ['U002'] }).blocks);
    expect(text).toContain('Approved so far: 1 of 2, by <@U002>.');
  });

  it('has a fallback text that says what, who and how to act', () => {
    expect(cardOf({}).text).toMatch(
      /^Sample data.* Message draft for Northwind: <@U001> asks for a decision\. An e-mail to Dana Reyes about the new warehouse\. Press Approve or Deny on the card until/,
    );
  });

  it('keeps the full copy of a text that is too long, and does not offer to edit it', () => {
    const body = 'word '.repeat(900);
    const card = cardOf({ proposal: aProposal({ payload: aPayload({ body }) }) });
    expect(textsOf(card.blocks)).toContain('Cut here; the full text is in the thread.');
    expect(card.overflow.join('')).toContain(body);
    expect(buttonsOf(card.blocks).map(({ text }) => text)).toEqual(['Approve', 'Deny']);
  });

  it('asks plainly whether to run again what may have happened', () => {
    const payload = {
      kind: 'rerun',
      tool: 'draft_outbound_message',
      attempt: 2,
      idempotencyKey: 'k',
      original: aPayload(),
    } as const;
    const card = cardOf({ proposal: aProposal({ payload, risk: 'high' }) });
    const text = textsOf(card.blocks);
    expect(text).toContain('Run again? Message draft');
    expect(text).toContain('nobody knows whether it happened');
    expect(text).toContain('*Approve*: run it again.');
    expect(text).toContain('*Deny*: leave it as it is.');
    expect(text).toContain(aPayload().body);
    expect(buttonsOf(card.blocks).map((button) => button.text)).toEqual(['Approve', 'Deny']);
  });
});

describe('a touchpoint', () => {
  const proposal = aProposal({ payload: aTouchpoint(), summary: 'Call Dana Reyes at Northwind' });

  it('shows with whom, when and for what, and cannot be edited', () => {
    const card = cardOf({ proposal });
    const text = textsOf(card.blocks);
    expect(text).toContain('Phone call to Northwind');
    expect(text).toContain(
      '*With* Dana Reyes, VP Operations at Northwind, +33 1 23 45 67 89\n*When* Tuesday 24 November 2026, 10:00 in Paris, 20 minutes\n*By* phone call\n*For* The open deal Platform rollout',
    );
    expect(text).not.toContain('Too long to be edited');
    expect(buttonsOf(card.blocks).map((button) => button.text)).toEqual(['Approve', 'Deny']);
    expect(card.overflow).toEqual([]);
  });

  it.each([
    ['approved', /handed to <@U001> as a calendar file\. Cugar has invited nobody/],
    ['denied', /Nothing was scheduled\. The plan goes on/],
    ['expired', /Nothing was scheduled\. The plan goes on.*Ask again with/],
  ] as const)('says when it is %s what came of it', (state, expected) => {
    expect(textsOf(cardOf({ proposal, state, decidedBy: 'U002' }).blocks)).toMatch(expected);
  });

  it('escapes what comes from data', () => {
    const payload = aTouchpoint({ purpose: '<!channel> & *more*', accountName: '<@U9>' });
    const text = textsOf(cardOf({ proposal: aProposal({ payload }) }).blocks);
    expect(text).toMatch(/\*For\* &lt;.?!channel&gt; &amp; ∗more∗/u);
    expect(text).not.toContain('<!channel>');
  });

  it('is asked about again as such', () => {
    const payload = {
      kind: 'rerun',
      tool: 'schedule_touchpoint',
      attempt: 2,
      idempotencyKey: 'k',
      original: aTouchpoint(),
    } as const;
    const text = textsOf(cardOf({ proposal: aProposal({ payload, risk: 'high' }) }).blocks);
    expect(text).toContain('Run again?');
    expect(text).toContain('*When* Tuesday 24 November 2026, 10:00 in Paris');
  });
});

describe('an approval that is not pending', () => {
  const decidedBy = 'U002';
  const decidedAt = OPENED_AT + 60_000;

  it.each([
    [
      { state: 'approved', decidedBy, decidedAt },
      /✓ \*Approved\* by <@U002> · <!date.*handed to <@U001>.*Cugar has sent nothing/s,
    ],
    [
      { state: 'denied', decidedBy, decidedAt, reason: 'Wrong person' },
      /\*Denied\* by <@U002> · <!date.*Reason: Wrong person.*The plan goes on/s,
    ],
    [
      { state: 'expired' },
      /\*Expired\*: nobody decided until <!date.*Ask again with `\/cugar qualify Northwind`/s,
    ],
    [
      { state: 'cancelled', decidedBy, decidedAt },
      /\*Cancelled\* with the plan by <@U002>.*Nothing was done/s,
    ],
  ] as const)('%j has no buttons and says who decided and what follows', (approval, words) => {
    const card = cardOf(approval);
    expect(card.blocks.filter(({ type }) => type === 'actions')).toEqual([]);
    expect(textsOf(card.blocks)).toMatch(words);
    expect(card.text).not.toContain('Press');
  });

  it('names both of two approvers', () => {
    const votes = ['U002', 'U003'];
    const card = cardOf({ state: 'approved', votes, decidedBy: 'U003', policy: policy('two_person', votes) });
    expect(card.text).toContain('by <@U002> and <@U003>');
  });

  it('says that the plan stops where a denial stops it', () => {
    const record = withApproval(anApproval({ state: 'denied', decidedBy }));
    const steps = record.plan.steps.map((step) => ({ ...step, onDenied: 'stop' as const }));
    const card = approvalCard({ ...record, plan: { ...record.plan, steps } }, 'draft');
    expect(textsOf(card.blocks)).toContain('The plan stops here.');
  });

  it('has no buttons either when its plan has ended meanwhile', () => {
    const card = cardOf({ state: 'pending' }, { status: 'cancelled', cancelledBy: 'U003' });
    expect(buttonsOf(card.blocks)).toEqual([]);
    expect(card.text).toContain('Cancelled* with the plan by <@U003>');
  });

  it('loses its buttons on a message that shows an older version', () => {
    const card = approvalCard(withApproval(anApproval({ version: 2 })), 'draft', { shownVersion: 1 });
    expect(buttonsOf(card.blocks)).toEqual([]);
    expect(card.text).toContain('Version 1 was replaced by version 2');
  });
});

describe('approvalPlaceholder', () => {
  it('notifies well and has no buttons', () => {
    const message = approvalPlaceholder(aPlanRecord(), 'draft');
    expect(message.text).toMatch(
      /^Message draft for Northwind: <@U001> asks for a decision\. An e-mail .* Sample data/,
    );
    expect(buttonsOf(message.blocks)).toEqual([]);
  });

  it('stands in for a card whose approval is not open yet', () => {
    const card = approvalCard(aPlanRecord(), 'fit');
    expect(card.text).toContain('Account fit: <@U001> asks for a decision. Qualify Northwind.');
    expect(card.overflow).toEqual([]);
  });
});
