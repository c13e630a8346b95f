import { describe, expect, it } from 'vitest';
import { pack } from '../../../src/store/packing/pack.ts';
import { deeplyFrozen, unpackOnce } from '../../../src/store/packing/unpack-once.ts';

const value = {
  steps: [{ id: 'fit', input: { accountId: 'acc_acme', text: 'long enough to be packed'.repeat(4) } }],
};

describe('unpackOnce', () => {
  it('gives what was packed', () => {
    expect(unpackOnce(pack(value))).toEqual(value);
    expect(unpackOnce(pack(null))).toBeNull();
    expect(unpackOnce(pack('short'))).toBe('short');
  });

  it('gives one value for equal bytes, and another for others', () => {
    expect(unpackOnce(pack(value))).toBe(unpackOnce(Buffer.from(pack(value))));
    expect(unpackOnce(pack({ ...value, more: 1 }))).not.toEqual(value);
  });

  it('lets nobody change what others read', () => {
    const first = unpackOnce(pack(value)) as typeof value;
    expect(() => first.steps.push({ id: 'x', input: { accountId: '', text: '' } })).toThrow(TypeError);
    expect(() => Object.assign(first.steps[0]?.input ?? {}, { accountId: 'acc_other' })).toThrow(TypeError);
    expect(unpackOnce(pack(value))).toEqual(value);
  });

  it('throws at damaged bytes each time', () => {
    const damaged = Buffer.from([1, 255, 255, 255]);
    expect(() => unpackOnce(damaged)).toThrow();
    expect(() => unpackOnce(damaged)).toThrow();
  });
});

describe('deeplyFrozen', () => {
  it('leaves what is no object as it is', () => {
    expect([deeplyFrozen(1), deeplyFrozen('a'), deeplyFrozen(null)]).toEqual([1, 'a', null]);
  });
});
