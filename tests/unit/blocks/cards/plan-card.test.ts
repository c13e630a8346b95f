import { describe, expect, it } from 'vitest';
import { planCard, statusOne } from '../../../../blocks/index.ts';
import { textsOf } from '../../../support/message-texts.ts';
import {
  aFinding,
  anApproval,
  aPlanRecord,
  aStep,
  aStepRecord,
  PLAN_ID,
  withApproval,
} from '../../../support/plan-records.ts';

const shown = (...args: Parameters<typeof planCard>) => textsOf(planCard(...args).blocks);
const local = aStepRecord({ output: aFinding({ dataMode: 'local' }) });
const open = { status: 'pending', attempts: 0, spent: 0 } as const;

describe('a running plan', () => {
  it('says goal, state, steps, wait, unknowns, budget and whom to ask', () => {
    const text = shown(aPlanRecord());
    expect(text).toContain('Qualify Northwind');
    expect(text).toContain('◆ *Waiting for a decision, 1 of 3 steps done*');
    expect(text).toContain('✓ *Account fit* · Done – Northwind fits: 4 of 5 criteria match');
    expect(text).toMatch(/◆ \*Message draft\* · Waiting for <@U001>, who asked, to decide until <!date\^/);
    expect(text).toContain('○ *Recommendation* · Waiting its turn');
    expect(text).toContain('*What we do not know*\n• annual revenue');
    expect(text).toContain(
      'Budget used: 2.7 of 10 units, 5 of 30 calls; about 1.7 units and 3 calls expected',
    );
    expect(text).toContain('Asked by <@U001>');
    expect(text).toContain(PLAN_ID);
    expect(text).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  it('has a fallback text that says all that matters on its own', () => {
    expect(planCard(aPlanRecord()).text).toMatch(
      /^Sample data: .*Qualify Northwind: Waiting for a decision, 1 of 3 steps done\. Waiting for <@U001>, who asked, to decide until .*Plan 01JD/,
    );
  });

  it('has new block ids with every revision', () => {
    const ids = (revision: number) =>
      planCard(aPlanRecord({ revision })).blocks.map(({ block_id }) => block_id);
    expect(ids(4).filter((id) => ids(5).includes(id))).toEqual([]);
  });

  it('tells an attempt to come and a decision to be carried out from a step that has not begun', () => {
    const again = {
      ...open,
      error: { code: 'RESOURCE_UNAVAILABLE', message: 'The CRM does not answer' },
    } as const;
    const text = shown(
      aPlanRecord({
        steps: {
          fit: again,
          draft: { ...open, approval: anApproval({ state: 'approved' }) },
          explain: { ...open, status: 'running', attempts: 2 },
        },
      }),
    );
    expect(text).toContain('*Account fit* · Waiting to be tried again – The CRM does not answer');
    expect(text).toContain('*Message draft* · Approved, to be carried out');
    expect(text).toContain('*Recommendation* · Running, attempt 2');
  });
});

describe('where the data comes from', () => {
  const withMode = (mode: 'local' | 'live' | 'mock' | 'mixed') =>
    aPlanRecord({
      steps: { fit: aStepRecord({ output: aFinding({ dataMode: mode }) }), draft: open, explain: open },
    });

  it.each([
    ['mock', 'Mock data'],
    ['mixed', 'Mixed data'],
  ] as const)('%s is said in blocks and fallback', (mode, words) => {
    const card = planCard(withMode(mode));
    expect(textsOf(card.blocks)).toContain(`⚠ *${words}`);
    expect(card.text.startsWith(words)).toBe(true);
  });

  it.each(['local', 'live'] as const)('%s needs no warning, but is named with its age', (mode) => {
    const card = planCard(withMode(mode));
    expect(`${card.text}${textsOf(card.blocks)}`).not.toMatch(/⚠|Sample data|Mock data/);
    expect(textsOf(card.blocks)).toMatch(/Data: .*, as of 2026-11-22 09:00 UTC/);
  });

  it('is said before the first step has answered, when the caller knows it', () => {
    const fresh = aPlanRecord({ status: 'queued', steps: { fit: open, draft: open, explain: open } });
    expect(planCard(fresh, { dataMode: 'sample' }).text).toMatch(/^Sample data/);
    expect(shown(fresh)).toContain('Data: nothing read yet');
  });
});

describe('a plan that has ended', () => {
  const explained = aStepRecord({ output: aFinding({ headline: 'Call Dana this week', dataMode: 'local' }) });
  const steps = { fit: local, draft: local, explain: explained };

  it('has the recommendation on top, in the blocks and in the fallback', () => {
    const card = planCard(aPlanRecord({ status: 'completed', steps }));
    expect(textsOf(card.blocks[1])).toBe('*Recommendation* · Call Dana this week');
    expect(card.text).toContain('Recommendation: Call Dana this week');
    expect(textsOf(card.blocks)).not.toContain('expected');
  });

  it('says who cancelled it', () => {
    const card = planCard(aPlanRecord({ status: 'cancelled', cancelledBy: 'U002' }));
    expect(textsOf(card.blocks)).toContain('Cancelled by <@U002>.');
    expect(card.text).toContain('Cancelled by <@U002>.');
    expect(card.text).not.toContain('to decide until');
  });

  it('says why it failed and what to do', () => {
    const error = { code: 'POLICY_BUDGET', message: 'The plan would need 12 units' } as const;
    const text = shown(aPlanRecord({ status: 'failed', error, steps }));
    expect(text).toContain('✗ *Failed, 3 of 3 steps done*');
    expect(text).toContain('The plan would need 12 units → Wait for the next period');
  });

  it('says what was lost of a partial one, and by whom', () => {
    const denied = anApproval({ state: 'denied', decidedBy: 'U002', reason: 'Wrong person' });
    const text = shown(withApproval(denied, { status: 'partial' }));
    expect(text).toContain('Message draft was denied by <@U002>.');
    expect(text).toContain('⊘ *Message draft* · Denied – reason: Wrong person');
  });

  it.each([
    ['denied', '⊘ *Denied, nothing was done*', 'Message draft was denied by <@U002>.'],
    ['expired', '⊘ *Expired, nothing was done*', 'Message draft expired: nobody decided in time.'],
    ['uncertain', '? *Outcome unknown, 0 of 1 steps done*', 'Nobody knows whether Message draft happened.'],
  ] as const)('calls no plan partly completed of which nothing was done: %s', (status, state, why) => {
    const approval =
      status === 'denied' ? { approval: anApproval({ state: 'denied', decidedBy: 'U002' }) } : {};
    const record = aPlanRecord({
      plan: { steps: [aStep({ id: 'draft', tool: 'draft_outbound_message' })] },
      status: 'partial',
      steps: { draft: aStepRecord({ status, output: undefined, ...approval }) },
    });
    const text = shown(record);
    expect(text).toContain(state);
    expect(text).toContain(why);
    expect(planCard(record).text).not.toContain('artly');
  });

  it('shows an error of a step as what happened and what to do', () => {
    const failed = aStepRecord({
      status: 'failed',
      output: undefined,
      error: { code: 'AGENT_TIMEOUT', message: 'No answer within 5 s', hint: 'Ask again later' },
    });
    const text = shown(aPlanRecord({ status: 'partial', steps: { ...steps, fit: failed } }));
    expect(text).toContain('✗ *Account fit* · Failed – No answer within 5 s → Ask again later');
  });
});

describe('big plans and odd outputs', () => {
  it('shows all of thirty steps', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const record = aPlanRecord({
      plan: { steps: ids.map((id) => aStep({ id, tool: `tool_${id}` })) },
      steps: Object.fromEntries(
        ids.map((id) => [id, aStepRecord({ output: aFinding({ headline: 'h'.repeat(300) }) })]),
      ),
    });
    const text = shown(record);
    for (const id of ids) expect(text).toContain(`*Tool ${id}* · Done`);
  });

  it.each([null, 7, 'text', [], { headline: 5, unknowns: 'none' }])('reads %j as no finding', (output) => {
    const record = aPlanRecord({ steps: { fit: aStepRecord({ output }), draft: open, explain: open } });
    expect(shown(record)).toContain('✓ *Account fit* · Done\n');
  });

  it('says so where the model did not plan', () => {
    const planner = {
      kind: 'ranked',
      fallbackReason: 'no model is configured',
      registryVersion: 'r',
    } as const;
    expect(shown(aPlanRecord({ plan: { planner } }))).toContain('Planned by ranked: no model is configured');
  });
});

describe('statusOne', () => {
  it('adds to the card why, how sure, from where and at what cost', () => {
    const text = textsOf(statusOne(aPlanRecord()).blocks);
    expect(text).toContain('• Industry is Logistics');
    expect(text).toContain('• not known: annual revenue');
    expect(text).toContain(
      'confidence 80 % · sources: accounts.csv · as of 2026-11-22 · 0.5 units, attempts: 1',
    );
  });

  it('names the way to everything when not everything fits', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const reasons = Array.from({ length: 5 }, () => 'r'.repeat(180));
    const record = aPlanRecord({
      plan: { steps: ids.map((id) => aStep({ id })) },
      steps: Object.fromEntries(ids.map((id) => [id, aStepRecord({ output: aFinding({ reasons }) })])),
    });
    expect(textsOf(statusOne(record).blocks.at(-1))).toMatch(
      /^\d+ more, see `npm run cugar -- plan show 01JD/,
    );
  });
});
