import { mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/env.ts';
import { PROJECT_ROOT } from '../../../src/config/paths.ts';

const SLACK = {
  SLACK_BOT_TOKEN: 'xoxb-1234567890-abcdef',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

describe('the configuration', () => {
  it('needs of the environment only the two secrets of Slack', () => {
    expect(loadConfig(SLACK)).toEqual({
      role: 'all',
      slack: {
        botToken: SLACK.SLACK_BOT_TOKEN,
        apiUrl: 'https://slack.com/api/',
        link: { mode: 'http', signingSecret: SLACK.SLACK_SIGNING_SECRET },
      },
      redis: {
        kind: 'embedded',
        dataDir: join(PROJECT_ROOT, '.data', 'redis'),
        cacheDir: join(PROJECT_ROOT, '.cache'),
      },
      port: 3000,
      metricsPort: 9464,
      logLevel: 'info',
      registryPath: join(PROJECT_ROOT, 'registry.yaml'),
      profile: 'sales',
      approvers: [],
      approvalsChannel: undefined,
      digest: null,
      salesData: {
        dir: join(PROJECT_ROOT, 'data', 'sample'),
        isSample: true,
        assignmentsPath: join(PROJECT_ROOT, '.data', 'sample', 'assignments.csv'),
      },
      vendors: expect.objectContaining({
        ibm_sales_cloud: { mode: 'mock' },
        hubspot: { mode: 'mock' },
        builtwith: { mode: 'mock' },
      }),
      model: null,
      warnings: [],
    });
  });

  it('needs nothing at all for the command line', () => {
    expect(loadConfig({}, { needsSlack: false })).toMatchObject({ slack: null, port: 3000, warnings: [] });
    expect(loadConfig(SLACK, { needsSlack: false }).slack?.botToken).toBe(SLACK.SLACK_BOT_TOKEN);
  });

  it('reads every variable', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cugar-config-')));
    writeFileSync(join(folder, 'r.yaml'), '');
    const config = loadConfig({
      ...SLACK,
      CUGAR_ROLE: 'worker',
      SLACK_API_URL: 'http://127.0.0.1:3300/api',
      REDIS_URL: 'rediss://user:pass@cache:6380/2',
      PORT: '8080',
      METRICS_PORT: '0',
      LOG_LEVEL: 'debug',
      CUGAR_REGISTRY: join(folder, 'r.yaml'),
      CUGAR_PROFILE: 'inside_sales',
      CUGAR_APPROVERS: ' U012AB, S045EF,W1X2, U012AB,',
      CUGAR_APPROVALS_CHANNEL: 'C0123',
      SALES_DATA_DIR: folder,
      SALES_HUBSPOT_MODE: 'off',
    });
    expect(config).toMatchObject({
      role: 'worker',
      slack: { apiUrl: 'http://127.0.0.1:3300/api/' },
      redis: { kind: 'url', url: 'rediss://user:pass@cache:6380/2' },
      port: 8080,
      metricsPort: 0,
      logLevel: 'debug',
      registryPath: join(folder, 'r.yaml'),
      profile: 'inside_sales',
      approvers: ['U012AB', 'S045EF', 'W1X2'],
      approvalsChannel: 'C0123',
      salesData: { dir: folder, isSample: false, assignmentsPath: join(folder, 'assignments.csv') },
      vendors: { hubspot: { mode: 'off' }, salesforce: { mode: 'mock' } },
    });
  });

  it('takes an empty variable as unset', () => {
    expect(
      loadConfig({ ...SLACK, PORT: '', REDIS_URL: '  ', CUGAR_ROLE: '\t', SLACK_CLIENT_ID: '' }),
    ).toMatchObject({
      port: 3000,
      role: 'all',
      redis: { kind: 'embedded' },
    });
  });

  it('knows the sample data by whatever path it is reached', () => {
    const link = join(mkdtempSync(join(tmpdir(), 'cugar-config-')), 'book');
    symlinkSync(join(PROJECT_ROOT, 'data', 'sample'), link);
    const written = relative(process.cwd(), join(PROJECT_ROOT, 'data', 'sample'));
    for (const SALES_DATA_DIR of [link, written]) {
      expect(loadConfig({ ...SLACK, SALES_DATA_DIR }).salesData.isSample).toBe(true);
    }
  });

  it('warns of variables that are misspelt or have no effect', () => {
    const { warnings } = loadConfig({
      ...SLACK,
      CUGAR_APROVERS: 'U1',
      SALES_HUBSPOTT_MODE: 'off',
      SLACK_TEAM_ID: 'T1',
      CUGAR_SOMETHING_ELSE: '1',
      PATH: '/bin',
      CUGAR_DIGEST_CRON: '30 7 * * mon-fri',
    });
    expect(warnings).toEqual([
      'CUGAR_DIGEST_CRON has no effect: CUGAR_DIGEST_CHANNEL is not set.',
      'CUGAR_APROVERS is not read; did you mean CUGAR_APPROVERS?',
      'SALES_HUBSPOTT_MODE is not read; did you mean SALES_HUBSPOT_MODE?',
    ]);
  });

  it('has a model as soon as there is a key for it', () => {
    expect(loadConfig(SLACK).model).toBeNull();
    const usual = loadConfig({ ...SLACK, OPENAI_API_KEY: 'sk-0123456789abcdef' });
    expect(usual.model).toEqual({
      apiKey: 'sk-0123456789abcdef',
      baseUrl: 'https://api.openai.com/v1/',
      model: 'gpt-4.1-mini',
    });
    const own = loadConfig({
      ...SLACK,
      OPENAI_API_KEY: 'sk-0123456789abcdef',
      OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1',
      OPENAI_MODEL: 'qwen3:8b',
    });
    expect(own.model).toMatchObject({ baseUrl: 'http://127.0.0.1:8000/v1/', model: 'qwen3:8b' });
    expect([...usual.warnings, ...own.warnings]).toEqual([]);
  });

  it('has a digest as soon as there is a channel for it', () => {
    expect(loadConfig(SLACK).digest).toBeNull();
    const usual = loadConfig({ ...SLACK, CUGAR_DIGEST_CHANNEL: 'C012AB3CD' });
    expect(usual.digest).toEqual({ channel: 'C012AB3CD', cron: '0 8 * * 1-5', timeZone: 'UTC' });
    const own = loadConfig({
      ...SLACK,
      CUGAR_DIGEST_CHANNEL: 'C012AB3CD',
      CUGAR_DIGEST_CRON: '30 7 * * mon-fri',
      CUGAR_DIGEST_TZ: 'Europe/Berlin',
    });
    expect(own.digest).toMatchObject({ cron: '30 7 * * mon-fri', timeZone: 'Europe/Berlin' });
    expect([...usual.warnings, ...own.warnings]).toEqual([]);
  });
});
