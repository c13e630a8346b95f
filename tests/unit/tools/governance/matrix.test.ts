import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriorityRules } from '../../../../src/core/playbook-priority.ts';
import { cellOf, decide, type Records } from '../../../../src/tools/governance/matrix.ts';
import { PLAYBOOK } from '../../../support/tool-context.ts';

const RULES = PLAYBOOK.priority;
const FIT_TIERS = ['A', 'B', 'C', 'D', 'needs_data', 'excluded'] as const;
const TIMING_TIERS = ['hot', 'warm', 'cool', 'none', 'silent', 'missing'] as const;

/** Findings about an account without a deal; only what the matrix reads of them. */
function findings(
  fit: (typeof FIT_TIERS)[number] | 'missing',
  timing: (typeof TIMING_TIERS)[number],
): Records {
  const tier = timing === 'silent' ? 'none' : timing;
  return {
    ...(fit === 'missing' ? {} : { fit: { tier: fit } }),
    ...(timing === 'missing' ? {} : { signals: { tier, total: timing === 'silent' ? 0 : 2 } }),
  } as Records;
}

describe('fit and timing, combined', () => {
  it.each([
    ['A', 'hot', 'strong', 'now', 'pursue_now'],
    ['B', 'warm', 'strong', 'now', 'pursue_now'],
    ['A', 'cool', 'strong', 'later', 'nurture'],
    ['A', 'silent', 'strong', 'unknown', 'nurture'],
    ['C', 'hot', 'moderate', 'now', 'clarify_first'],
    ['C', 'none', 'moderate', 'later', 'nurture'],
    ['D', 'hot', 'weak', 'now', 'hold'],
    ['D', 'missing', 'weak', 'unknown', 'no_action'],
    ['needs_data', 'hot', 'unknown', 'now', 'clarify_first'],
    ['missing', 'cool', 'unknown', 'later', 'clarify_first'],
    ['excluded', 'hot', 'excluded', 'now', 'disqualify'],
  ] as const)('%s and %s is %s × %s: %s', (fit, timing, fitAxis, timingAxis, recommendation) => {
    const records = findings(fit, timing);
    expect(cellOf(records, RULES)).toEqual({ fit: fitAxis, timing: timingAxis });
    expect(decide(records, RULES)).toMatchObject({ recommendation });
  });

  it('keeps the two apart: neither axis moves with the other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIT_TIERS), fc.constantFrom(...TIMING_TIERS), (fit, timing) => {
        const { fit: fitAxis, timing: timingAxis } = cellOf(findings(fit, timing), RULES);
        for (const other of TIMING_TIERS) expect(cellOf(findings(fit, other), RULES).fit).toBe(fitAxis);
        for (const other of FIT_TIERS) expect(cellOf(findings(other, timing), RULES).timing).toBe(timingAxis);
      }),
    );
  });

  it('goes by the playbook, except that what is excluded stays excluded', () => {
    const eager: PriorityRules = {
      ...RULES,
      fit: { ...RULES.fit, C: 'strong' },
      now_from: 'cool',
    };
    expect(decide(findings('C', 'cool'), eager).recommendation).toBe('pursue_now');
    expect(decide(findings('excluded', 'hot'), eager).recommendation).toBe('disqualify');
  });
});
