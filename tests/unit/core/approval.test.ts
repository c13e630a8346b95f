import fc from 'fast-check';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { decodeApprovalRef, encodeApprovalRef, votesNeeded } from '../../../src/core/approval.ts';
import { usedShare } from '../../../src/core/budget.ts';
import { asCugarError, CugarError, ERROR_CODES, meaningOf } from '../../../src/core/errors.ts';

const ref = fc.record({
  planId: fc.nat({ max: 2 ** 47 }).map((time) => ulid(time)),
  stepId: fc.stringMatching(/^[a-z][a-z0-9_]{0,39}$/),
  version: fc.integer({ min: 1, max: 999_999 }),
  hash: fc.stringMatching(/^[0-9a-f]{64}$/),
});

describe('the reference on a button', () => {
  it('comes back as it was, with the first 16 characters of the hash', () => {
    fc.assert(
      fc.property(ref, (one) => {
        expect(decodeApprovalRef(encodeApprovalRef(one))).toEqual({ ...one, hash: one.hash.slice(0, 16) });
      }),
    );
  });

  it('fits the value of a Slack button', () => {
    fc.assert(
      fc.property(ref, (one) => {
        expect(encodeApprovalRef(one).length).toBeLessThanOrEqual(2_000);
      }),
    );
  });

  it('is refused when a character was changed into one that cannot be there', () => {
    const good = encodeApprovalRef({ planId: ulid(), stepId: 'draft', version: 3, hash: 'ab'.repeat(32) });
    expect(decodeApprovalRef(good)).not.toBeNull();
    for (const bad of [
      `${good} `,
      `${good}\n`,
      good.replace('.3.', '.0.'),
      good.replace('.3.', '.03.'),
      good.slice(0, -1),
      `x${good}`,
      good.toLowerCase(),
      good.replace('draft', 'Draft'),
    ])
      expect(decodeApprovalRef(bad), bad).toBeNull();
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeApprovalRef(text)).toBeNull();
      }),
    );
  });
});

describe('rules', () => {
  it('ask two people only where two are needed', () => {
    expect((['requester', 'approvers', 'two_person'] as const).map(votesNeeded)).toEqual([1, 1, 2]);
  });

  it('measure a budget by its tighter limit; nothing allowed is all used', () => {
    const use = { kind: 'plan', id: '', cost: 4, costLimit: 10, calls: 9, callLimit: 10 } as const;
    expect(usedShare(use)).toBe(0.9);
    expect(usedShare({ ...use, cost: 12 })).toBe(1.2);
    expect(usedShare({ ...use, cost: 0, costLimit: 0 })).toBe(1);
  });
});

describe('errors', () => {
  it('keep their code, and give one to everything else that is thrown', () => {
    const own = new CugarError('USER_INPUT', 'what?');
    expect(asCugarError(own, 'SYSTEM_CONFIG')).toBe(own);
    const cause = new Error('disk full');
    expect(asCugarError(cause)).toMatchObject({ code: 'AGENT_LOGIC', message: 'disk full', cause });
    expect(asCugarError('text', 'RESOURCE_DATA')).toMatchObject({ code: 'RESOURCE_DATA', message: 'text' });
    for (const odd of [undefined, null, Symbol('x'), Object.create(null), 7])
      expect(asCugarError(odd).message.length).toBeGreaterThan(0);
  });

  it('each say whose fault it is, and whether trying again can help', () => {
    for (const code of ERROR_CODES) expect(meaningOf(code)).toMatch(/\.$/);
    const retryable = ERROR_CODES.filter((code) => new CugarError(code, '').retryable);
    expect(retryable).toEqual(['AGENT_TIMEOUT', 'SYSTEM_UNAVAILABLE', 'RESOURCE_UNAVAILABLE']);
  });
});
