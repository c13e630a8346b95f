import { describe, expect, it } from 'vitest';
import { createDestinations } from '../../../../src/adapters/http/destinations.ts';

const vendor = createDestinations({
  baseUrl: 'https://api.vendor.example/v2/',
  otherUrls: ['https://login.gateway.example/token/'],
  hosts: ['files.vendor.example', '*.my.vendor.example'],
});

describe('where a vendor may be asked', () => {
  it.each([
    ['companies/1', 'https://api.vendor.example/v2/companies/1'],
    ['/v3/next?after=2', 'https://api.vendor.example/v3/next?after=2'],
    ['https://api.vendor.example/x', 'https://api.vendor.example/x'],
    ['https://login.gateway.example/token', 'https://login.gateway.example/token'],
    ['https://files.vendor.example/f', 'https://files.vendor.example/f'],
    ['https://acme.my.vendor.example/services', 'https://acme.my.vendor.example/services'],
    ['companies#top', 'https://api.vendor.example/v2/companies'],
  ])('%s', (url, whole) => expect(String(vendor.resolve(url))).toBe(whole));

  it.each([
    ['https://evil.example/', 'a host that is not the vendor’s'],
    ['//evil.example/x', 'a host that is not the vendor’s'],
    ['https://files.vendor.example.evil.example/', 'a host that is not the vendor’s'],
    ['https://my.vendor.example/', 'a host that is not the vendor’s'],
    ['https://evilmy.vendor.example/', 'a host that is not the vendor’s'],
    ['http://api.vendor.example/', 'an address without https'],
    ['ftp://api.vendor.example/', 'an address without https'],
    ['file:///etc/passwd', 'an address without https'],
    ['https://user:pass@api.vendor.example/', 'an address with credentials'],
    ['https://127.0.0.1/', 'an address of this machine'],
    ['https://localhost/', 'an address of this machine'],
    ['https://2130706433/', 'an address of this machine'],
    ['https://[::1]/', 'an address of this machine'],
    ['https://169.254.169.254/latest/meta-data', 'an address that is not public'],
    ['https://[fd00::1]/', 'an address that is not public'],
    ['https://8.8.8.8/', 'a host that is not the vendor’s'],
    ['https://', 'something that is no address'],
  ])('not %s', (url, refused) => expect(vendor.resolve(url)).toEqual({ refused }));

  it('counts from where the vendor says, if that is a place of the vendor', () => {
    const from = (base: string) => vendor.resolve('services/1', {}, base);
    expect(String(from('https://acme.my.vendor.example/eu/'))).toBe(
      'https://acme.my.vendor.example/eu/services/1',
    );
    expect(from('https://evil.example/')).toEqual({ refused: 'a host that is not the vendor’s' });
    expect(from('http://acme.my.vendor.example/')).toEqual({ refused: 'an address without https' });
    expect(from('nowhere')).toEqual({ refused: 'something that is no address' });
  });

  it('lists and leaves out what a query says', () => {
    const url = vendor.resolve('find', { a: 'x y&z', b: ['1', 2], none: undefined, yes: true });
    expect(String(url)).toBe('https://api.vendor.example/v2/find?a=x+y%26z&b=1&b=2&yes=true');
  });

  it('is this machine only where the installation says so, and only there', () => {
    const fake = createDestinations({ baseUrl: 'http://127.0.0.1:4000/', hosts: [] });
    expect(fake.isLoopbackAllowed).toBe(true);
    expect(String(fake.resolve('a'))).toBe('http://127.0.0.1:4000/a');
    expect(fake.resolve('http://127.0.0.1:4001/a')).toEqual({ refused: 'an address of this machine' });
    expect(vendor.isLoopbackAllowed).toBe(false);
  });
});
