import { describe, expect, it } from 'vitest';
import { contactOf } from '../../../../src/adapters/salesforce/map.ts';
import { ACCOUNT, origin } from './map-support.ts';

describe('a contact', () => {
  const record = {
    Id: '003D000000QYVaCIAX',
    AccountId: ACCOUNT,
    Name: 'Priya Raman',
    Title: 'Chief Financial Officer',
    Email: 'priya@acme-robotics.example',
    Phone: null,
    MobilePhone: '+1 202 555 0114',
    Department: 'Finance',
    HasOptedOutOfEmail: false,
    DoNotCall: false,
  };

  it('becomes one, worked out by hand', () => {
    expect(contactOf(record, origin, ACCOUNT)).toEqual({
      ...origin,
      contactId: 'salesforce:003D000000QYVaCIAX',
      accountId: `salesforce:${ACCOUNT}`,
      fullName: 'Priya Raman',
      title: 'Chief Financial Officer',
      email: 'priya@acme-robotics.example',
      phone: '+1 202 555 0114',
      extra: { department: 'Finance' },
    });
  });

  it('who opted out is not contacted; who may not be called has no number', () => {
    expect(contactOf({ ...record, HasOptedOutOfEmail: true }, origin, ACCOUNT)?.doNotContact).toBe(true);
    const uncalled = contactOf({ ...record, DoNotCall: true }, origin, ACCOUNT);
    expect(uncalled).not.toHaveProperty('phone');
    expect(uncalled?.extra).toEqual({ department: 'Finance', do_not_call: 'yes' });
  });

  it('without name and address is none', () => {
    expect(contactOf({ Id: record.Id, Name: ' ', Phone: '1' }, origin, ACCOUNT)).toBeNull();
  });
});
