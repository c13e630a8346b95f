import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from '../../../src/core/canonical-json.ts';
import { proposalHash } from '../../../src/core/proposal.ts';
import { aPayload } from '../../support/plan-records.ts';

/** The same value with the keys of all its objects in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves out what is undefined', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: 1, y: undefined }], c: null } })).toBe(
      '{"a":{"c":null,"d":[2,{"z":1}]},"b":1}',
    );
  });

  it('is the same for the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('contentHash', () => {
  it('is the SHA-256 of the canonical text', () => {
    expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  it('differs for values that differ', () => {
    const property = fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(contentHash(a) === contentHash(b)).toBe(canonicalJson(a) === canonicalJson(b));
    });
    fc.assert(property);
  });

  it('binds a proposal to its tool and to every word of it', () => {
    const hash = proposalHash('letter', aPayload());
    expect(proposalHash('letter', aPayload())).toBe(hash);
    expect(proposalHash('other', aPayload())).not.toBe(hash);
    expect(proposalHash('letter', aPayload({ body: 'Hello Dana,' }))).not.toBe(hash);
    expect(proposalHash('letter', aPayload({ channel: 'sms' }))).not.toBe(hash);
  });
});
