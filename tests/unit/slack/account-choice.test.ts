import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAccountChoice, encodeAccountChoice } from '../../../src/slack/commands/account-choice.ts';
import { requestKeyOf } from '../../../src/slack/commands/command-request.ts';

const requestKey = requestKeyOf('T1', 'U1', '1.2.3');

describe('the value of an account button', () => {
  it('comes back as it was, for every account id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (accountId) => {
        const choice = { words: ['draft', accountId, '--channel=sms'], requestKey, threadTs: '1.2' };
        expect(decodeAccountChoice(encodeAccountChoice(choice))).toEqual(choice);
      }),
    );
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"v":2,"w":["qualify","x"],"k":"00"}',
    `{"v":1,"t":"qualify","a":"x","k":"${requestKey}"}`,
    `{"v":2,"w":[],"k":"${requestKey}"}`,
    `{"v":2,"w":["qualify","x"],"k":"${requestKey}","admin":true}`,
    `{"v":2,"w":["qualify",{"id":1}],"k":"${requestKey}"}`,
    '{"v":2,"w":["qualify","x"],"k":"not a key"}',
  ])('is refused when it is %s', (text) => {
    expect(decodeAccountChoice(text)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeAccountChoice(text)).toBeNull();
      }),
    );
  });
});

describe('requestKeyOf', () => {
  it('is equal for the same request only', () => {
    expect(requestKeyOf('T1', 'U1', '1.2.3')).toBe(requestKey);
    const others = [
      requestKeyOf('T2', 'U1', '1.2.3'),
      requestKeyOf('T1', 'U2', '1.2.3'),
      requestKeyOf('T1', 'U1', '1.2.4'),
    ];
    expect(new Set([requestKey, ...others]).size).toBe(4);
  });
});
