import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/env.ts';
import { VENDOR_SETTINGS, VENDORS } from '../../../src/config/vendors/index.ts';
import type { VendorSettings } from '../../../src/config/vendors/vendor-settings.ts';
import { waysOf } from '../../../src/config/vendors/ways.ts';
import { jwtKey } from '../../support/salesforce-jwt.ts';

const COMMON = {
  SALES_SALESFORCE_MODE: 'live',
  SALES_SALESFORCE_BASE_URL: 'https://example.my.salesforce.com/',
  SALES_SALESFORCE_CLIENT_ID: '3MVG9-consumer',
};
const SECRET = { SALES_SALESFORCE_CLIENT_SECRET: 'sf-0123456789abcdef' };
const USER = { SALES_SALESFORCE_USER_NAME: 'cugar@example.com' };
const CHOICE =
  'set either SALES_SALESFORCE_CLIENT_SECRET (client credentials), ' +
  'or SALES_SALESFORCE_USER_NAME and SALES_SALESFORCE_PRIVATE_KEY_FILE (a signed JWT)';

const load = (env: Record<string, string>) => loadConfig({ ...COMMON, ...env }, { needsSlack: false });
const keyFile = async () => ({ SALES_SALESFORCE_PRIVATE_KEY_FILE: (await jwtKey()).path });

describe('the ways to be let in by Salesforce', () => {
  it('are client credentials', () => {
    expect(load(SECRET).vendors.salesforce).toMatchObject({
      settings: { client_secret: SECRET.SALES_SALESFORCE_CLIENT_SECRET },
    });
  });

  it('or a signed JWT, also for a sandbox', async () => {
    const file = await keyFile();
    const test = { SALES_SALESFORCE_AUDIENCE: 'https://test.salesforce.com' };
    const given = { user_name: 'cugar@example.com', private_key_file: Object.values(file)[0] };
    expect(load({ ...USER, ...file }).vendors.salesforce).toMatchObject({
      settings: { ...given, audience: 'https://login.salesforce.com' },
    });
    expect(load({ ...USER, ...file, ...test }).vendors.salesforce).toMatchObject({
      settings: { ...given, audience: 'https://test.salesforce.com' },
    });
  });

  it('are a problem when there is none', () => {
    expect(() => load({})).toThrow(
      `has 1 problem:\n  SALES_SALESFORCE_CLIENT_SECRET is not set; with SALES_SALESFORCE_MODE=live ${CHOICE}`,
    );
  });

  it('are a problem when there are two, even in part', () => {
    expect(() => load({ ...SECRET, ...USER })).toThrow(
      `has 1 problem:\n  SALES_SALESFORCE_USER_NAME is set beside another way to be let in; ${CHOICE}`,
    );
  });

  it('are a problem when a part is missing', async () => {
    expect(() => load(USER)).toThrow(
      'SALES_SALESFORCE_PRIVATE_KEY_FILE is not set; a signed JWT needs it beside SALES_SALESFORCE_USER_NAME',
    );
    const file = await keyFile();
    expect(() => load(file)).toThrow(
      'SALES_SALESFORCE_USER_NAME is not set; a signed JWT needs it beside SALES_SALESFORCE_PRIVATE_KEY_FILE',
    );
  });

  it('are a problem when the file holds no key, and no text is taken for one', () => {
    expect(() => load({ ...USER, SALES_SALESFORCE_PRIVATE_KEY_FILE: 'nowhere.pem' })).toThrow(
      'has 1 problem:\n  SALES_SALESFORCE_PRIVATE_KEY_FILE cannot be used: there is no such file',
    );
    const pasted = { ...USER, SALES_SALESFORCE_PRIVATE_KEY_FILE: '-----BEGIN PRIVATE KEY-----MIIEabc' };
    expect(() => load(pasted)).toThrow(/cannot be used/);
    expect(() => load(pasted)).not.toThrow(/MIIE/);
  });

  it('do not matter while it is not asked', () => {
    expect(load({ ...SECRET, ...USER, SALES_SALESFORCE_MODE: 'mock' }).vendors.salesforce).toEqual({
      mode: 'mock',
    });
  });
});

it('ways are made of settings that mode live does not need anyway', () => {
  for (const vendor of VENDORS) {
    const { settings, ways = [] }: VendorSettings = VENDOR_SETTINGS[vendor];
    for (const key of ways.flatMap((way) => way.settings)) {
      expect(settings, vendor).toHaveProperty(key);
      expect(settings[key]?.isNeeded ?? false, key).toBe(false);
    }
    for (const { needed } of waysOf(vendor)) expect(needed).not.toEqual([]);
  }
});
