import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKeys } from '../../../../src/adapters/local/name-keys.ts';

describe('nameKeys', () => {
  it.each([
    ['Kan-code', 'kancode'],
    ['kan  CODE', 'kancode'],
    ['Lumière Cosmétiques', 'lumierecosmetiques'],
    ['ＡＣＭＥ', 'acme'],
    ["O'Neil & Sons", 'oneilandsons'],
    ['Straße Øst Łódź', 'strasseostlodz'],
    ['"Acme" 🚀', 'acme'],
    ['Acme\u0000\u202e', 'acme'],
    ['Ελλάδα', 'ελλαδα'],
    ['東京ガス', '東京ガス'],
  ])('%s is compared as %s', (name, compact) => {
    expect(nameKeys(name).compact).toBe(compact);
  });

  it.each([
    ['Acme Inc.', 'acme'],
    ['Acme, Inc', 'acme'],
    ['Acme Corporation', 'acme'],
    ['Gekko & Co', 'gekko'],
    ['Muster GmbH & Co. KG', 'muster'],
    ['Rossi S.p.A.', 'rossi'],
    ['Vestas A/S', 'vestas'],
    ['Polska Sp. z o.o.', 'polska'],
    ['Sony K.K.', 'sony'],
    ['Company', 'company'],
    ['AG', 'ag'],
    ['Incorta', 'incorta'],
  ])('%s without legal form is %s', (name, core) => {
    expect(nameKeys(name).core).toBe(core);
  });

  it('keeps a name that is all signs', () => {
    expect(nameKeys(' 🚀 ✨ ')).toMatchObject({ plain: '🚀✨', compact: '' });
  });

  it('never throws, and stays short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(nameKeys(text).plain.length).toBeLessThanOrEqual(600);
      }),
    );
    expect(nameKeys('ﷺ'.repeat(3_000)).compact.length).toBeLessThanOrEqual(600);
  });
});
