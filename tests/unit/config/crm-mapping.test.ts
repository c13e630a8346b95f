import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/env.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { CrmMapping } from '../../../src/config/vendors/crm-mapping.ts';
import { crmMappingProblem, readCrmMapping } from '../../../src/config/vendors/read-crm-mapping.ts';

const folder = mkdtempSync(join(tmpdir(), 'crm-mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RIGHT = `health: ping
paging: { style: none }
accounts:
  path: firms
  one: firms/{id}
  find: { name: { q: '{name}' } }
  fields: { id: key, name: title }
`;
let files = 0;
function written(text: string): string {
  files += 1;
  const path = join(folder, `crm-${files}.yaml`);
  writeFileSync(path, text);
  return path;
}

describe('a mapping', () => {
  it('is the shipped one where none is named', () => {
    const mapping = readCrmMapping(undefined);
    expect(mapping).toMatchObject({ auth: { style: 'bearer' }, tenant_header: 'X-Tenant-ID' });
    expect(mapping.contacts && mapping.opportunities && mapping.signals).toBeTruthy();
  });

  it('needs little', () => {
    expect(readCrmMapping(written(RIGHT))).toMatchObject({
      auth: { style: 'bearer' },
      limits: { at_once: 4, per_second: 5 },
      accounts: { query: {}, extra: {}, values: { status: {} }, fields: { id: { at: 'key' } } },
    });
  });

  it.each([
    ['a key that does not exist', RIGHT.replace('one:', 'ones:'), /5:3 .*unknown key/],
    ['a field that does not exist', RIGHT.replace('name: title', 'named: title'), /unknown key/],
    ['a field that is needed', RIGHT.replace('id: key, ', ''), /7:\d+ .*id.* is missing/],
    [
      'no way to find an account',
      RIGHT.replace("{ name: { q: '{name}' } }", '{}'),
      /needs a query by domain or by name/,
    ],
    [
      'a placeholder of elsewhere',
      RIGHT.replace("'{name}'", "'{account}'"),
      /nothing stands for \{account\} here/,
    ],
    ['a path that does not hold the id', RIGHT.replace('firms/{id}', 'firms/one'), /must hold \{id\}/],
    [
      'a path of another host',
      RIGHT.replace('path: firms', 'path: https://evil.example/'),
      /a path after the base address/,
    ],
    [
      'a path from the root',
      RIGHT.replace('path: firms', 'path: //evil.example'),
      /a path after the base address/,
    ],
    [
      'a query within a path',
      RIGHT.replace('path: firms', 'path: firms?all=1'),
      /a path after the base address/,
    ],
    ['a place that is none', RIGHT.replace('id: key', 'id: "a b"'), /names joined by dots/],
    [
      'a place and a value',
      RIGHT.replace('id: key', 'id: { at: key, always: x }'),
      /either "at" or "always"/,
    ],
    ['a style that does not exist', RIGHT.replace('style: none', 'style: pages'), /2:\d+ /],
    ['no request at once', `${RIGHT}limits: { at_once: 0 }\n`, /8:\d+ .*limits\.at_once/],
    ['half a request at once', `${RIGHT}limits: { at_once: 1.5 }\n`, /8:\d+ .*limits\.at_once/],
    ['a rate that never comes', `${RIGHT}limits: { per_second: 0 }\n`, /8:\d+ .*limits\.per_second/],
    ['a limit that does not exist', `${RIGHT}limits: { per_minute: 60 }\n`, /8:\d+ .*unknown key/],
    [
      'a status that is none',
      `${RIGHT}  values: { status: { Gold: shiny } }\n`,
      /8:\d+ .*must be "prospect"/,
    ],
    [
      'records that belong to nobody',
      `${RIGHT}signals:\n  path: news\n  fields: { id: a, type: b, title: c }\n`,
      /\{account\} must stand/,
    ],
    [
      'contacts without a name',
      `${RIGHT}contacts:\n  path: a/{account}\n  fields: { id: a }\n`,
      /full_name, last_name or email/,
    ],
    ['no YAML', 'accounts: [', /1:\d+/],
  ])('with %s is refused, by its line', (_, text, expected) => {
    const path = written(text);
    expect(crmMappingProblem(path)).toMatch(expected);
    expect(() => readCrmMapping(path)).toThrow(expected);
  });

  it('that is not there is said to be missing', () => {
    expect(crmMappingProblem(join(folder, 'nowhere.yaml'))).toBe(
      'the file cannot be used: there is no such file, or it may not be read',
    );
  });
});

describe('at the start', () => {
  const env = (mapping: string, mode = 'live') => ({
    SLACK_MODE: 'http',
    SLACK_BOT_TOKEN: 'xoxb-1-2-abcdefghijklmnop',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    SALES_IBM_SALES_CLOUD_MODE: mode,
    SALES_IBM_SALES_CLOUD_BASE_URL: 'https://crm.example.com/api',
    SALES_IBM_SALES_CLOUD_API_KEY: '0123456789abcdef',
    SALES_IBM_SALES_CLOUD_MAPPING: mapping,
  });

  it('a wrong mapping is one of the wrong variables, where the CRM is to be asked', () => {
    const wrong = written(RIGHT.replace('one:', 'ones:'));
    expect(() => loadConfig(env(wrong))).toThrow(/SALES_IBM_SALES_CLOUD_MAPPING.*5:3/s);
    expect(() => loadConfig(env(wrong, 'mock'))).not.toThrow();
  });

  it('a right one is handed on', () => {
    const path = written(RIGHT);
    expect(loadConfig(env(path)).vendors.ibm_sales_cloud).toMatchObject({
      mode: 'live',
      settings: { base_url: 'https://crm.example.com/api/', mapping: path },
    });
  });
});

it('the example of the documentation is a mapping', () => {
  const text = readFileSync(projectPath('docs', 'crm-mapping.md'), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  expect(readCrmMapping(written(example))).toMatchObject({
    auth: { style: 'header', name: 'X-Api-Key', prefix: '' },
    paging: { style: 'page', first: 1 },
    accounts: { fields: { annual_revenue: { at: 'finance.turnover', multiply: 1_000_000 } } },
  });
});

it('every key is in the documentation', () => {
  const text = readFileSync(projectPath('docs', 'crm-mapping.md'), 'utf8');
  const { accounts, contacts, opportunities, signals, limits } = CrmMapping.shape;
  const sections = [accounts, contacts.unwrap(), opportunities.unwrap(), signals.unwrap()];
  const keys = sections.flatMap(({ shape }) => [...Object.keys(shape), ...Object.keys(shape.fields.shape)]);
  const limited = Object.keys(limits.unwrap().shape);
  for (const key of new Set([...Object.keys(CrmMapping.shape), ...limited, ...keys]))
    expect(text, key).toContain(`\`${key}\``);
});
