import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainAndParents, domainIn } from '../../../src/core/web-domain.ts';

describe('domainIn', () => {
  it.each([
    ['acme.example', 'acme.example'],
    ['  ACME.example. ', 'acme.example'],
    ['www.acme.example', 'acme.example'],
    ['https://www.acme.example/about?x=1#y', 'acme.example'],
    ['http://acme.example:8080/x', 'acme.example'],
    ['https://user:secret@acme.example/', 'acme.example'],
    ['jordan@acme.example', 'acme.example'],
    ['mailto:jordan@acme.example', 'acme.example'],
    ['<https://acme.example|acme.example>', 'acme.example'],
    ['<mailto:jordan@acme.example|jordan@acme.example>', 'acme.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s -> %s', (text, domain) => {
    expect(domainIn(text)).toBe(domain);
  });

  it.each([
    '',
    'Acme',
    'Acme Inc.',
    'a b.example',
    '.',
    '..',
    '10.0.0.1',
    'acme.',
    '-a.example',
    'https://',
    '🚀.',
  ])('"%s" holds none', (text) => {
    expect(domainIn(text)).toBeNull();
  });

  it('never throws and never gives anything but a lower-case ASCII domain', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.emailAddress()), (text) => {
        const domain = domainIn(text);
        if (domain !== null) expect(domain).toMatch(/^[a-z0-9.-]+\.[a-z0-9-]+$/);
      }),
    );
  });
});

it('names the domains above a domain, nearest first', () => {
  expect(domainAndParents('a.eu.acme.example')).toEqual([
    'a.eu.acme.example',
    'eu.acme.example',
    'acme.example',
  ]);
});
