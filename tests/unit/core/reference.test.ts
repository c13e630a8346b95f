import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReference, referencesIn, resolveReferences } from '../../../src/core/reference.ts';

const outputs = new Map<string, unknown>([
  ['fit', { tier: 'A', score: 0, none: null, list: [{ name: 'first' }], deep: { x: { y: 1 } } }],
  ['words', 'plain text'],
]);
const resolve = (value: unknown) => resolveReferences(value, outputs);

describe('parseReference', () => {
  it('reads step, path and whether it may be missing', () => {
    expect(parseReference('$steps.fit.output')).toEqual({ stepId: 'fit', path: [], optional: false });
    expect(parseReference('$steps.a_1.output.x.0.y?')).toEqual({
      stepId: 'a_1',
      path: ['x', '0', 'y'],
      optional: true,
    });
  });

  it.each([1, null, undefined, {}, 'text', '$args.fit', 'see $steps.fit.output'])(
    'takes %j for no reference',
    (value) => {
      expect(parseReference(value)).toBeNull();
    },
  );

  it.each([
    '$steps.',
    '$steps.fit',
    '$steps.Fit.output',
    '$steps.fit.input',
    '$steps.fit.output.',
    '$steps.fit.output..x',
    '$steps.fit.output.x y',
  ])('refuses %s', (text) => {
    expect(() => parseReference(text)).toThrow(/not a valid reference/);
  });

  it('finds all of them, at any depth', () => {
    const value = { a: '$steps.one.output', b: [1, { c: '$steps.two.output.x?' }], d: null };
    expect(referencesIn(value).map(({ stepId }) => stepId)).toEqual(['one', 'two']);
  });
});

describe('resolveReferences', () => {
  it('replaces them by what the steps gave', () => {
    const value = {
      tier: '$steps.fit.output.tier',
      first: '$steps.fit.output.list.0.name',
      y: ['$steps.fit.output.deep.x.y'],
    };
    expect(resolve(value)).toEqual({ tier: 'A', first: 'first', y: [1] });
    expect(resolve('$steps.words.output')).toBe('plain text');
  });

  it('keeps what is nothing but known: zero, null and false', () => {
    expect(resolve({ score: '$steps.fit.output.score', none: '$steps.fit.output.none' })).toEqual({
      score: 0,
      none: null,
    });
  });

  it('leaves out an optional one without value, and keeps its place in a list', () => {
    expect(resolve({ a: '$steps.gone.output.x?', b: ['$steps.gone.output?', 1], c: 2 })).toEqual({
      b: [null, 1],
      c: 2,
    });
  });

  it('refuses a required one without value, and says which', () => {
    expect(() => resolve({ a: '$steps.fit.output.nothing.here' })).toThrow(
      'step "fit" has no output.nothing.here',
    );
    expect(() => resolve(['$steps.gone.output'])).toThrow('step "gone" has no output');
  });

  it.each(['constructor', '__proto__', 'toString', 'list.map'])(
    'does not reach what the step did not give: %s',
    (path) => {
      expect(() => resolve(`$steps.fit.output.${path}`)).toThrow(/has no output/);
    },
  );

  it('does not read references in what the steps gave', () => {
    const tricky = new Map([['a', { text: '$steps.b.output' }]]);
    expect(resolveReferences({ t: '$steps.a.output.text' }, tricky)).toEqual({ t: '$steps.b.output' });
  });

  it('changes nothing without references', () => {
    const noReference = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('$steps.'));
    fc.assert(
      fc.property(noReference, (value) => {
        expect(JSON.stringify(resolve(value))).toBe(JSON.stringify(value));
      }),
    );
  });
});
