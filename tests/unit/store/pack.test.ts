import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/core/canonical-json.ts';
import { DICTIONARY_1 } from '../../../src/store/packing/dictionary-1.ts';
import { pack, unpack } from '../../../src/store/packing/pack.ts';

describe('packing', () => {
  it('gives every JSON value back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(unpack(pack(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps half characters and line breaks', () => {
    const text = `\ud83d${'\n'.repeat(80)}\u2028 end`;
    expect(unpack(pack({ text }))).toEqual({ text });
  });

  it('reads what was never packed', () => {
    expect(unpack(Buffer.from('{"schemaVersion":99}'))).toEqual({ schemaVersion: 99 });
  });

  it('makes a typical value far smaller than deflating it alone', () => {
    const typical = {
      headline: 'Acme is a tier B fit at 0.7.',
      dataMode: 'local',
      unknowns: [],
      reasons: ['Base rate 50 %: default'],
    };
    expect(pack(typical).length).toBeLessThan(0.7 * deflateRawSync(JSON.stringify(typical)).length);
  });

  it('refuses damaged bytes', () => {
    const packed = pack({ text: 'x'.repeat(500) });
    expect(() => unpack(packed.subarray(0, packed.length - 4))).toThrow();
    expect(() => unpack(Buffer.from([7, 1, 2, 3]))).toThrow();
  });

  it('never changes its first dictionary: stored plans depend on it', () => {
    expect(contentHash(DICTIONARY_1)).toBe(
      '91e226b06e046cfe23977471fe333e96ccb38b6c75b1a8457fa0aa209b442641',
    );
  });
});
