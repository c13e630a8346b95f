import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/env.ts';
import { SourcePolicy } from '../../../src/config/registry-adapters.ts';
import { VARIABLE_NAMES } from '../../../src/config/variables.ts';
import {
  VENDOR_SETTINGS,
  VENDORS,
  vendorModeVariable,
  vendorSettingVariable,
} from '../../../src/config/vendors/index.ts';
import type { VendorSettings } from '../../../src/config/vendors/vendor-settings.ts';

const load = (env: Record<string, string>) => loadConfig(env, { needsSlack: false });
const KEY = 'pat-na1-0123456789abcdef';

describe('the vendors of the configuration', () => {
  it('are mocks, unless somebody says otherwise', () => {
    expect(Object.values(load({}).vendors)).toEqual(VENDORS.map(() => ({ mode: 'mock' })));
  });

  it('live, have their settings, with defaults for what was not said', () => {
    const { vendors, warnings } = load({ SALES_HUBSPOT_MODE: 'live', SALES_HUBSPOT_API_KEY: KEY });
    expect(vendors.hubspot).toEqual({
      mode: 'live',
      settings: { api_key: KEY, base_url: 'https://api.hubapi.com/', api_version: '2026-03' },
    });
    expect(warnings).toEqual([]);
  });

  it('live without credentials are a problem that names the variable', () => {
    expect(() => load({ SALES_HUBSPOT_MODE: 'live' })).toThrow(
      /SALES_HUBSPOT_API_KEY is not set; with SALES_HUBSPOT_MODE=live it should be a key or token/,
    );
  });

  it('live with impossible credentials are one problem, which does not repeat them', () => {
    const broken = { SALES_HUBSPOT_MODE: 'live', SALES_HUBSPOT_API_KEY: 'my secret key' };
    expect(() => load(broken)).toThrow(/has 1 problem:\n {2}SALES_HUBSPOT_API_KEY is not valid/);
    expect(() => load(broken)).not.toThrow(/my secret key/);
  });

  it('with a key but without the mode are a warning: the mode was forgotten', () => {
    expect(load({ SALES_HUBSPOT_API_KEY: KEY }).warnings).toEqual([
      'SALES_HUBSPOT_API_KEY has no effect: SALES_HUBSPOT_MODE is "mock".',
    ]);
  });

  it('go nowhere else than to https or this machine', () => {
    const at = (url: string) =>
      load({ SALES_HUBSPOT_MODE: 'live', SALES_HUBSPOT_API_KEY: KEY, SALES_HUBSPOT_BASE_URL: url });
    expect(at('http://127.0.0.1:9/api').vendors.hubspot).toMatchObject({
      settings: { base_url: 'http://127.0.0.1:9/api/' },
    });
    expect(() => at('http://api.hubapi.com')).toThrow(/SALES_HUBSPOT_BASE_URL/);
  });

  it('are one table: every mode and setting is a variable', () => {
    for (const vendor of VENDORS) {
      const { settings }: VendorSettings = VENDOR_SETTINGS[vendor];
      expect(VARIABLE_NAMES).toContain(vendorModeVariable(vendor));
      for (const [key, { isSecret, default: usual }] of Object.entries(settings)) {
        expect(VARIABLE_NAMES).toContain(vendorSettingVariable(vendor, key));
        expect(key, vendor).toMatch(/^[a-z][a-z_]*$/);
        if (isSecret) expect(usual, `${vendor} ${key}`).toBeUndefined();
      }
      expect(Object.keys(settings)).toContain('base_url');
      expect(Object.values(settings).some(({ isSecret }) => isSecret)).toBe(true);
    }
  });
});

describe('the policy of the registry', () => {
  it('has a sensible default for everything', () => {
    expect(SourcePolicy.parse({})).toMatchObject({
      deadline: 3_000,
      priority: {
        accounts: [
          'book',
          'salesforce',
          'hubspot',
          'pipedrive',
          'ibm_sales_cloud',
          'zoominfo',
          'apollo',
          'clearbit',
          'crunchbase',
          'sixsense',
          'builtwith',
        ],
      },
      freshness: { accounts: 86_400_000, contacts: 21_600_000, opportunities: 300_000, signals: 900_000 },
      stages: {},
    });
  });

  it('takes what is said, and nothing that nobody knows', () => {
    const said = {
      priority: { contacts: ['hubspot'] },
      freshness: { signals: '1m' },
      stages: { hubspot: { Legal: 'negotiation' } },
    };
    expect(SourcePolicy.parse(said)).toMatchObject({
      priority: { contacts: ['hubspot'] },
      freshness: { signals: 60_000 },
      stages: { hubspot: { Legal: 'negotiation' } },
    });
    for (const wrong of [
      { priority: { accounts: ['excel'] } },
      { priority: { accounts: [] } },
      { deadline: '5m' },
      { stages: { hubspot: { Legal: 'nearly' } } },
      { fresh: {} },
    ])
      expect(SourcePolicy.safeParse(wrong).success).toBe(false);
  });
});
