import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { technologyChanges } from '../../../../src/adapters/hub/technology-changes.ts';

const told = (before: string[], after: string[]) =>
  technologyChanges(before, after).map(({ type, title }) => `${type}: ${title}`);

describe('technologies that came and went', () => {
  it.each([
    ['HubSpot Marketing Hub Starter', 'HubSpot Marketing Hub Enterprise'],
    ['Salesforce Essentials', 'Salesforce Unlimited Edition'],
    ['Drupal 9', 'Drupal 10'],
    ['Drupal 9', 'drupal 9.1'],
    ['Magento v1.9', 'Magento v2'],
  ])('%s in place of %s is an upgrade, and neither adoption nor removal', (old, young) => {
    expect(told([old, 'SAP'], [young, 'SAP'])).toEqual([`tech_upgrade: Moved from ${old} to ${young}`]);
  });

  it.each([
    ['a smaller edition', 'Salesforce Unlimited', 'Salesforce Essentials'],
    ['an earlier version', 'Drupal 10', 'Drupal 9.5'],
    ['another product', 'Zendesk Starter', 'Freshdesk Enterprise'],
    ['an edition in place of a version', 'Magento 2', 'Magento Enterprise'],
    ['an edition of the same size', 'Jira Pro', 'Jira Plus'],
    ['a name that is all edition', 'Starter', 'Enterprise'],
  ])('%s is no upgrade', (_what, old, young) => {
    expect(told([old, 'SAP'], [young, 'SAP'])).toEqual([
      `tech_adoption: Began to use ${young}`,
      `tech_removal: No longer uses ${old}`,
    ]);
  });

  it('takes each name for one change, and leaves out none', () => {
    const product = fc.constantFrom('Jira', 'Drupal');
    const size = fc.constantFrom('', ' Starter', ' Pro', ' Enterprise', ' 9', ' 10', ' 10.1');
    const names = fc.uniqueArray(
      fc.tuple(product, size).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(names, names, (before, after) => {
        const changes = technologyChanges(before, after);
        const upgrades = changes.filter(({ type }) => type === 'tech_upgrade').length;
        const added = after.filter((name) => !before.includes(name)).length;
        const removed = before.filter((name) => !after.includes(name)).length;
        expect(changes.length).toBe(added + removed - upgrades);
        expect(new Set(changes.map(({ title }) => title)).size).toBe(changes.length);
      }),
    );
  });
});
