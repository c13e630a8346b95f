import { describe, expect, it } from 'vitest';
import { planText, stepLine } from '../../../src/cli/plan-text.ts';
import type { StepRecord } from '../../../src/core/plan.ts';
import { aFinding, aPlanRecord } from '../../support/plan-records.ts';

const done = (output: object): StepRecord => ({ status: 'succeeded', attempts: 1, spent: 1, output });

describe('a step on one line', () => {
  it('has its state and its answer, whatever the answer holds', () => {
    expect(stepLine('fit', done({ headline: 'Fits\nwell\t\u2028 enough' }))).toBe(
      '  succeeded          fit: Fits well enough',
    );
    expect(stepLine('fit', { status: 'awaiting_approval', attempts: 1, spent: 0 })).toBe(
      '  awaiting approval  fit',
    );
    const error = { code: 'AGENT_LOGIC', message: 'It broke' } as const;
    expect(stepLine('fit', { status: 'failed', attempts: 1, spent: 0, error })).toContain('fit: It broke');
  });
});

describe('a plan', () => {
  it('of which nothing was done is called after what its only step came to', () => {
    const [step] = aPlanRecord().plan.steps;
    if (!step) throw new Error('the sample plan has a step');
    const denied = { status: 'denied', attempts: 1, spent: 0 } as const;
    const record = aPlanRecord({ plan: { steps: [step] }, status: 'partial', steps: { [step.id]: denied } });
    expect(planText(record)).toMatch(/^Qualify Northwind · denied\n/);
    expect(planText({ ...record, steps: { [step.id]: done({ headline: 'A' }) } })).toMatch(/ · partial\n/);
  });

  it('says each unknown once, however the steps put it', () => {
    const record = aPlanRecord();
    const [first, second] = record.plan.steps;
    if (!first || !second) throw new Error('the sample plan has two steps at least');
    const text = planText({
      ...record,
      steps: {
        ...record.steps,
        [first.id]: done(aFinding({ headline: 'A', unknowns: ['Not known: authority.', 'When it closes'] })),
        [second.id]: done(
          aFinding({ headline: 'B', unknowns: ['authority', 'when it closes.'], dataMode: 'sample' }),
        ),
      },
    });
    expect(text).toContain('Not known:\n  • Authority.\n  • When it closes\n');
    expect(text.match(/authority/gi)).toHaveLength(1);
    expect(text).toContain('SAMPLE DATA');
  });
});
