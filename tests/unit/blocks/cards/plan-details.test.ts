import { describe, expect, it } from 'vitest';
import { planCard, statusOne } from '../../../../blocks/index.ts';
import { planText } from '../../../../src/cli/plan-text.ts';
import { textsOf } from '../../../support/message-texts.ts';
import { aFinding, aPlanRecord, aStep, aStepRecord } from '../../../support/plan-records.ts';

const base = aPlanRecord();
const table = {
  title: 'Rules about data residency',
  lines: ['EU only <!channel>', 'Frankfurt, *two* zones'],
};
const answered = aStepRecord({ output: aFinding({ details: [table] }) });
const question = aPlanRecord({
  plan: { ...base.plan, steps: [aStep()] },
  status: 'completed',
  steps: { fit: answered },
});
const shown = textsOf(planCard(question).blocks);

describe('the details of an answer', () => {
  it('stand below the steps, title first, a line each, without markup of their own', () => {
    expect(shown).toContain(
      '*Rules about data residency*\n• EU only &lt;\u2060!channel&gt;\n• Frankfurt, ∗two∗ zones',
    );
    expect(textsOf(statusOne(question).blocks)).toContain('*Rules about data residency*');
    expect(planText(question)).toContain(
      '      Rules about data residency\n        • EU only <!channel>\n        • Frankfurt',
    );
  });

  it('come with the reasons where the plan is a question, and without them where it proposes', () => {
    expect(shown).toContain('*Account fit*\n• Industry is Logistics');
    const proposing = textsOf(planCard(aPlanRecord({ steps: { ...base.steps, fit: answered } })).blocks);
    expect(proposing).toContain('*Rules about data residency*');
    expect(proposing).not.toContain('*Account fit*\n•');
  });

  it('are left out, with where to read them, before a message grows too long', () => {
    const details = Array.from({ length: 10 }, (_, at) => ({
      title: `List ${at}`,
      lines: Array.from({ length: 40 }, () => 'x'.repeat(300)),
    }));
    const full = planCard({
      ...question,
      steps: { fit: aStepRecord({ output: aFinding({ details }) }) },
    });
    const text = textsOf(full.blocks);
    expect(text).toContain('*List 0*');
    expect(text).not.toContain('*List 9*');
    expect(text).toMatch(/\d more, see `\/cugar status/);
  });

  it('are not shown of a step that did not succeed', () => {
    const failed = { ...question, steps: { fit: { ...answered, status: 'failed' as const } } };
    expect(textsOf(planCard(failed).blocks)).not.toContain('data residency');
  });
});
