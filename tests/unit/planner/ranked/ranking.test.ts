import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../../../src/planner/ranked/clauses.ts';
import { createFullText } from '../../../../src/planner/ranked/full-text.ts';
import { createRankedPlanner } from '../../../../src/planner/ranked/ranked-planner.ts';
import { wiringsOf } from '../../../../src/planner/ranked/wirings.ts';
import { stemsOf } from '../../../../src/planner/ranked/words.ts';
import { catalogue } from '../../../../src/tools/index.ts';
import { aGoal, ownRegistry } from '../../../support/model-world.ts';

describe('stems', () => {
  it.each([
    ['assigning', 'assignments', 'assigned'],
    ['hiring', 'hired', 'hires'],
    ['planned', 'planning', 'plans'],
    ['territories', 'territory', 'Territory'],
    ['prioritise', 'prioritize', 'prioritization'],
    ['Überfällig', 'uberfallig', 'ÜBERFÄLLIG'],
  ])('of %s, %s and %s are one', (...words) => {
    // `plan` itself says nothing in a goal that asks for a plan.
    const stems = words.flatMap((word) => stemsOf(word));
    expect(new Set(stems).size).toBe(1);
  });

  it('leave out what says nothing', () => {
    expect(stemsOf('What is the e-mail about, please?')).toEqual(['email']);
  });
});

describe('full text', () => {
  const index = createFullText(
    new Map([
      ['a', [{ text: 'risk of the deal', weight: 1 }]],
      ['b', [{ text: 'deal deal deal and many other things that say little', weight: 1 }]],
      ['c', [{ text: 'weather', weight: 1 }]],
    ]),
  );

  it('ranks the rarer word above the common one, and leaves out what shares none', () => {
    expect(index.search(stemsOf('deal risk')).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(index.weightOf('risk')).toBeGreaterThan(index.weightOf('deal'));
    expect(index.weightOf('unknown')).toBe(0);
  });
});

describe('the wishes of a goal', () => {
  it('are parted, without the names in them', () => {
    expect(
      clausesOf('Research Acme, then draft an email to Acme Robotics and wait', ['Acme', 'Acme Robotics']),
    ).toEqual(['Research', 'draft an email to', 'wait']);
  });
});

describe('wirings', () => {
  it('know what the templates of the registry need and take', () => {
    const [first] = wiringsOf(ownRegistry).get('draft_outbound_message') ?? [];
    expect(first?.needs).toEqual(['accountId']);
    expect(first?.takes).toEqual(['signals', 'qualification']);
    expect(first?.requires).toEqual([]);
    expect(wiringsOf(ownRegistry).get('make_plan')).toBeUndefined();
  });
});

describe('the ranked planner', () => {
  const allowed = ownRegistry.profiles.sales?.tools ?? [];
  const planner = createRankedPlanner({ registry: ownRegistry, allowed, tools: catalogue });
  const any = () => true;
  const toolsOf = (goal: string, fits: Parameters<typeof planner>[1] = any) =>
    planner(aGoal(goal), fits).steps.map(({ tool }) => tool);

  it('looks into a plan that the goal names, and into none where it names none', () => {
    const planId = '01JD9ZK5X8Q2M4N6P8R0S2T4V6';
    const about = (goal: string) =>
      planner(aGoal(`${goal} ${planId}`, { accounts: [], mentioned: [planId], args: { planId } }), any).steps;
    expect(about('explain the plan')).toMatchObject([{ tool: 'explain_recommendation', input: { planId } }]);
    expect(about('show the audit trail of the plan')).toMatchObject([
      { tool: 'audit_trail', input: { planId } },
    ]);
    expect(() => planner(aGoal('the audit trail of the plan', { accounts: [] }), any)).toThrow('plan id');
  });

  it('brings in what a step takes from others, before it, and names it rightly', () => {
    const { steps } = planner(aGoal('write an email to Acme'), any);
    expect(steps.map(({ id }) => id)).toEqual(['signals', 'qualification', 'draft']);
    expect(steps[2]?.input).toMatchObject({
      accountId: 'acc_acme',
      signals: '$steps.signals.output.signals?',
    });
  });

  it('does each account by itself', () => {
    const accounts = [
      { accountId: 'a1', name: 'One' },
      { accountId: 'a2', name: 'Two' },
    ];
    const { steps } = planner(aGoal('recommend the next step', { accounts }), any);
    const explain = steps.filter(({ tool }) => tool === 'explain_recommendation');
    expect(explain.map(({ input }) => input)).toMatchObject([
      { accountId: 'a1', fit: '$steps.fit.output?' },
      { accountId: 'a2', fit: '$steps.fit_2.output?' },
    ]);
  });

  it('prefers a tool that can use the account that the goal names, and takes another where only it fits', () => {
    const found = (goal: string) => {
      const { steps } = planner(aGoal(goal, { args: { question: goal } }), any);
      return steps.map(({ tool }) => tool);
    };
    const general = planner(aGoal('will we win the deal', { accounts: [] }), any).steps.map(
      ({ tool }) => tool,
    );
    expect(general[0]).toBe('analyze_win_loss_patterns');
    expect(found('will we win the deal with Acme')).toEqual(['assess_deal_risk']);
    expect(found('does the product support single sign-on for Acme')).toEqual(['retrieve_product_knowledge']);
    expect(found('find out whether Acme is worth our time')).toEqual([
      'score_account_fit',
      'detect_buying_signals',
    ]);
  });

  it('leaves out what does not fit, the least wanted first, and says so', () => {
    const goal = aGoal('research the company, then draft an email to them');
    const plan = planner(goal, (steps) => steps.length < 3);
    expect(plan.steps.map(({ tool }) => tool)).not.toContain('draft_outbound_message');
    expect(plan.unknowns.join()).toContain('draft outbound message');
    expect(() => planner(goal, () => false)).toThrow('Not one of the steps');
  });

  it('asks for what the goal lacks, and guesses nothing', () => {
    expect(() => planner(aGoal('is it a good fit', { accounts: [] }), any)).toThrow('an account');
    expect(() => planner(aGoal('make me a sandwich'), any)).toThrow('None of the tools fits');
  });

  it('uses no tool that the profile does not allow', () => {
    const narrow = createRankedPlanner({
      registry: ownRegistry,
      allowed: ['score_account_fit'],
      tools: catalogue,
    });
    expect(() => narrow(aGoal('write an email to Acme'), any)).toThrow();
    expect(narrow(aGoal('research the company'), any).steps.map(({ tool }) => tool)).toEqual([
      'score_account_fit',
    ]);
  });

  it('survives any goal, stays small, and answers the same twice', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (words) => {
        const once = outcome(() => toolsOf(words));
        expect(outcome(() => toolsOf(words))).toEqual(once);
        if (Array.isArray(once)) expect(once.length).toBeLessThanOrEqual(14);
      }),
      { numRuns: 60 },
    );
  });
});

function outcome<T>(make: () => T): T | string {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'CugarError') return thrown.message;
    throw thrown;
  }
}
