import { describe, expect, it } from 'vitest';
import { edited, problems } from './registry-support.ts';

const FIT_INPUT = '{ accountId: $args.accountId }';
const AT = '26:18 plans.outreach.steps[1].input.fit:';

function draftNeeds(reference: string): string[] {
  return problems(edited('$steps.fit.output.tier?', reference));
}

describe('the plan templates of a registry', () => {
  it.each([
    ['$steps.fitt.output', `${AT} no step "fitt" in this plan; did you mean "fit"?`],
    ['$steps.draft.output', `${AT} step "draft" refers to itself`],
    ['$steps.fit', `${AT} "$steps.fit" is not a valid reference; write $steps.<id>.output.<path>`],
    [
      '$steps.fit.result',
      `${AT} "$steps.fit.result" is not a valid reference; write $steps.<id>.output.<path>`,
    ],
    ['$step.fit.output', `${AT} "$step.fit.output" is neither $args.<name> nor $steps.<id>.output`],
    ['$args', `${AT} "$args" is not a valid argument; write $args.<name>`],
    ['$args.account-id', `${AT} "$args.account-id" is not a valid argument; write $args.<name>`],
    ['$args.', `${AT} "$args." is not a valid argument; write $args.<name>`],
  ])('refuses %s', (reference, expected) => {
    expect(draftNeeds(reference)).toEqual([expected]);
  });

  it.each([
    '$steps.fit.output',
    '$steps.fit.output.a.b?',
    '$args.tone',
    '$args.tone?',
    '$5 million',
    'plain',
  ])('accepts %s', (reference) => {
    expect(draftNeeds(reference)).toEqual([]);
  });

  it('refuses a reference to a later step, and with it a circle', () => {
    expect(problems(edited(FIT_INPUT, '{ accountId: $steps.draft.output.id }'))).toEqual([
      '22:18 plans.outreach.steps[0].input.accountId: step "draft" comes later; refer only to earlier steps',
    ]);
  });

  it('looks for references at any depth', () => {
    expect(problems(edited(FIT_INPUT, '{ a: { b: [1, { c: $steps.none.output }] } }'))).toEqual([
      '22:32 plans.outreach.steps[0].input.a.b[1].c: no step "none" in this plan',
    ]);
  });

  it.each([
    ['[fit]', '[draft]', 'step "draft" refers to itself'],
    ['[fit]', '[risk]', 'no step "risk" in this plan'],
  ])('after: %s -> %s', (from, to, expected) => {
    expect(problems(edited(from, to))).toEqual([`27:17 plans.outreach.steps[1].after[0]: ${expected}`]);
  });

  it('refuses an id that is used twice', () => {
    expect(problems(edited('- id: draft', '- id: fit'))[0]).toBe(
      '24:9 plans.outreach.steps[1].id: "fit" is the id of an earlier step',
    );
  });

  it('refuses a tool that is not in the registry', () => {
    expect(problems(edited('tool: score_account_fit', 'tool: score_account'))).toEqual([
      '21:9 plans.outreach.steps[0].tool: no tool "score_account" under tools',
    ]);
  });
});
