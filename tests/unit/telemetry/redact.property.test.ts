import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/telemetry/redact.ts';

const word = (min: number, max: number) =>
  fc.string({
    minLength: min,
    maxLength: max,
    unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'),
  });

/** A secret in its usual clothes, and the part of it that must never be seen. */
const planted = fc.oneof(
  word(12, 30).map((core) => ({ text: `xoxb-${core}`, core })),
  word(12, 30).map((core) => ({ text: `xapp-1-${core}`, core })),
  word(12, 30).map((core) => ({ text: `Bearer ${core}`, core })),
  word(12, 30).map((core) => ({ text: `sk-${core}`, core })),
  word(12, 30).map((core) => ({ text: `eyJ${core}.${core}.${core}`, core })),
  word(12, 30).map((core) => ({ text: `rediss://default:${core}@cache:6380`, core })),
  word(12, 30).map((core) => ({ text: `https://hooks.slack.com/commands/T1/${core}`, core })),
  word(12, 30).map((core) => ({ text: `http://127.0.0.1:4000/commands/${core}`, core })),
  word(12, 30).map((core) => ({ text: `password=${core}`, core })),
  word(12, 30).map((core) => ({ text: `{"signing_secret":"${core}"}`, core })),
  word(12, 30).map((core) => ({ text: `${core}@example.com`, core })),
);

const padding = fc.oneof(
  fc.constant(''),
  fc.lorem({ maxCount: 5 }).map((text) => `${text} `),
  fc.constant('\n\t"'),
  fc.integer({ min: 1_990, max: 2_010 }).map((length) => `${'y'.repeat(length)} `),
  fc.integer({ min: 19_000, max: 20_100 }).map((length) => `${'y '.repeat(length / 2)} `),
);

/** Puts a value somewhere a program might put it. */
const wrap = fc.constantFrom<(value: unknown) => unknown>(
  (value) => value,
  (value) => [value, 1],
  (value) => ({ detail: { inner: value } }),
  (value) => new Error(String(value)),
  (value) => new Error('outer', { cause: new Error(String(value)) }),
  (value) => Object.assign(new Error('own'), { data: { value } }),
  (value) => new AggregateError([new Error(String(value))], 'many'),
  (value) => new Map([['m', value]]),
  (value) => new Set([value]),
  (value) => ({ [String(value)]: 'as a key' }),
  (value) => JSON.stringify({ nested: JSON.stringify({ value }) }),
);

describe('redact', () => {
  it('never lets a planted secret through', () => {
    fc.assert(
      fc.property(planted, padding, padding, wrap, wrap, (secret, before, after, inner, outer) => {
        const seen = JSON.stringify(redact(outer(inner(`${before}${secret.text} ${after}`)))) ?? '';
        expect(seen).not.toContain(secret.core);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never shows a value under a secret key', () => {
    const keys = fc.constantFrom('token', 'botToken', 'API_KEY', 'password', 'clientSecret', 'set-cookie');
    fc.assert(
      fc.property(keys, word(8, 30), fc.constantFrom('plain', 'list', 'object'), (key, core, shape) => {
        const value = shape === 'plain' ? core : shape === 'list' ? [core] : { deep: core };
        expect(JSON.stringify(redact({ a: { [key]: value } }))).not.toContain(core);
      }),
    );
  });

  it('never throws and always gives JSON', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
          withObjectString: true,
        }),
        (value) => {
          expect(() => JSON.stringify(redact(value))).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});
