import { describe, expect, it } from 'vitest';
import { ownId, refOf, sameCompany } from '../../../../src/adapters/hub/same-company.ts';
import { anAccount } from '../../../support/records.ts';
import { vendorAccount } from '../../../support/told-sources.ts';

const wanted = anAccount({ name: 'Acme Robotics', domain: 'acme.example', aliases: ['Acme'] });
const asked = { domain: 'acme.example', name: 'Acme Robotics' };
const found = (id: string, over: Parameters<typeof vendorAccount>[1]) =>
  vendorAccount('hubspot', { accountId: `hubspot:${id}`, name: 'Other', ...over });
const same = (...candidates: ReturnType<typeof found>[]) =>
  sameCompany(wanted, asked, candidates, 'hubspot')?.accountId;

describe('the company that is meant', () => {
  it('is that of the id, whatever else it says', () => {
    const candidates = [found('1', { domain: 'acme.example' }), found('2', { name: 'Renamed' })];
    expect(sameCompany(wanted, { ...asked, id: '2' }, candidates, 'hubspot')?.accountId).toBe('hubspot:2');
  });

  it('is that of the domain', () => {
    expect(same(found('1', { name: 'Acme Robotics' }), found('2', { domain: 'acme.example' }))).toBe(
      'hubspot:2',
    );
  });

  it('is that of the name, without legal form, or of an alias, when no domain speaks against it', () => {
    expect(same(found('1', { name: 'ACME Robotics, Inc.' }))).toBe('hubspot:1');
    expect(same(found('1', { name: 'Acme' }))).toBe('hubspot:1');
    expect(same(found('1', { name: 'Acme Robotics', domain: 'acme-robotics.org' }))).toBeUndefined();
  });

  it('is none of two that fit equally well', () => {
    expect(
      same(found('1', { domain: 'acme.example' }), found('2', { domain: 'acme.example' })),
    ).toBeUndefined();
    expect(same(found('1', { name: 'Acme' }), found('2', { name: 'Acme' }))).toBeUndefined();
  });

  it('is not one with a similar name', () => {
    expect(same(found('1', { name: 'Acme Robotic' }), found('2', { name: 'Acme Foods' }))).toBeUndefined();
  });
});

describe('how a vendor is asked', () => {
  it('is by its own id, where the book has it', () => {
    expect(refOf(anAccount({ extra: { hubspot_id: '77' } }), 'hubspot')).toMatchObject({ id: '77' });
    expect(refOf(anAccount({ accountId: 'hubspot:5' }), 'hubspot')).toMatchObject({ id: '5' });
    expect(refOf(anAccount({ accountId: 'hubspot:5' }), 'salesforce').id).toBeUndefined();
    expect(ownId('hubspotter:5', 'hubspot')).toBeUndefined();
  });
});
