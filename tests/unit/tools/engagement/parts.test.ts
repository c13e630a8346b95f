import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, firstNameOf } from '../../../../src/tools/engagement/clean-name.ts';
import { smsSize } from '../../../../src/tools/engagement/sms-length.ts';
import { fill } from '../../../../src/tools/engagement/template.ts';

describe('fill', () => {
  it('fills, falls back, and reports what it cannot fill', () => {
    expect(fill('Hi {{first_name|there}}, {{ a }} {{b}} {{c}}', { a: 'x', b: '' })).toEqual({
      text: 'Hi there, x  ',
      missing: ['b'],
      unknown: ['first_name', 'c'],
    });
  });

  it('never reads a value as a template or a replacement pattern', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(fill('<{{a}}>', { a: value, b: 'SECRET' }).text).toBe(`<${value}>`);
      }),
    );
    expect(fill('{{a}}', { a: '{{b}} $& $1', b: 'SECRET' }).text).toBe('{{b}} $& $1');
    expect(fill('{{constructor}}', {}).unknown).toEqual(['constructor']);
  });
});

describe('cleanName', () => {
  it.each([
    ['Acme {{x}}', 'Acme x'],
    ['Line\nBreak', 'Line Break'],
    ['null', ''],
    ['XXX', ''],
    ['...', ''],
    ['Yahoo!', 'Yahoo!'],
    ['  O’Brien & Sons, Inc. ', 'O’Brien & Sons, Inc.'],
    ['\u202Eabc\u0007', 'abc'],
  ])('%j becomes %j', (from, to) => {
    expect(cleanName(from)).toBe(to);
  });
});

describe('firstNameOf', () => {
  it.each([
    ['Dana Reyes', 'Dana'],
    ['Dr. Dana Reyes', 'Dana'],
    ['Reyes, Dana', 'Dana'],
    ['Dana Reyes, PhD', 'Dana'],
    ['DANA REYES', 'Dana'],
    ['Anne-Marie O’Neil', 'Anne-Marie'],
    ['D. Reyes', ''],
    ['1234', ''],
    [undefined, ''],
  ])('%j is greeted as %j', (full, first) => {
    expect(firstNameOf(full)).toBe(first);
  });
});

describe('smsSize', () => {
  it.each([
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['€'.repeat(80), 'gsm7', 160, 1],
    ['€'.repeat(81), 'gsm7', 162, 2],
    ['王'.repeat(70), 'ucs2', 70, 1],
    ['王'.repeat(71), 'ucs2', 71, 2],
    ['🚀', 'ucs2', 2, 1],
  ])('measures %#', (text, alphabet, units, segments) => {
    expect(smsSize(text)).toEqual({ alphabet, units, segments });
  });
});
