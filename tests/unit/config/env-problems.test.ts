import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/env.ts';
import type { Variable } from '../../../src/config/variable.ts';
import { VARIABLE_NAMES, VARIABLES } from '../../../src/config/variables.ts';
import { CugarError } from '../../../src/core/errors.ts';

const GOOD = {
  SLACK_BOT_TOKEN: 'xoxb-1234567890-abcdef',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

/** The message of the error without its first line; empty when the environment is good. */
function problems(env: Record<string, string | undefined>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof CugarError) || thrown.code !== 'SYSTEM_CONFIG') throw thrown;
    return thrown.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

describe('a wrong configuration', () => {
  it.each([
    ['SLACK_BOT_TOKEN', undefined, 'is not set; it should be a bot token that begins with xoxb-'],
    ['SLACK_BOT_TOKEN', 'xoxp-123456789012', 'is not valid; it should be a bot token that begins with xoxb-'],
    ['SLACK_BOT_TOKEN', 'xoxb-…', 'is not valid; it should be a bot token'],
    ['SLACK_SIGNING_SECRET', 'short', 'is not valid; it should be the signing secret'],
    ['SLACK_SIGNING_SECRET', 'has spaces in it, many', 'is not valid; it should be the signing secret'],
    ['SLACK_APP_TOKEN', 'xoxb-12345678', 'is not valid; it should be an app-level token'],
    ['SLACK_MODE', 'websocket', 'is "websocket"; it should be "http" or "socket"'],
    ['SLACK_API_URL', 'slack.com', 'is "slack.com" (it is not a URL); it should be an https address'],
    ['SLACK_API_URL', 'http://slack.com/api', '(http is only for this machine'],
    ['SLACK_API_URL', 'http://127.0.0.1.evil.example/', '(http is only for this machine'],
    ['SLACK_API_URL', 'http://localhost.evil.example/', '(http is only for this machine'],
    ['SLACK_API_URL', 'https://user:pw@slack.com/api/', '(it must not hold credentials)'],
    ['SLACK_API_URL', 'https://slack.com/api/?x=1', '(it must not have a query or fragment)'],
    ['SLACK_API_URL', 'ftp://slack.com/', '(its scheme must be https)'],
    ['SLACK_CLIENT_ID', '1.2', 'must be unset: installing into several workspaces is not available'],
    ['SLACK_CLIENT_SECRET', 'abcdef', 'must be unset: installing into several workspaces is not available'],
    ['SLACK_STATE_SECRET', 'abcdef', 'must be unset: installing into several workspaces is not available'],
    ['CUGAR_ENCRYPTION_KEY', 'abcdef', 'must be unset: installing into several workspaces is not available'],
    ['CUGAR_ROLE', 'Worker', 'is "Worker"; it should be "all", "web" or "worker"'],
    ['REDIS_URL', 'http://cache:6379', 'is not valid; it should be an address such as redis://host:6379'],
    ['REDIS_URL', 'redis://', 'is not valid'],
    ['REDIS_URL', 'redis://cache:6379/one', 'is not valid'],
    ['PORT', '65536', 'is "65536"; it should be a port'],
    ['PORT', '-1', 'is "-1"; it should be a port'],
    ['PORT', '3000.5', 'is "3000.5"; it should be a port'],
    ['PORT', '0x10', 'is "0x10"; it should be a port'],
    ['METRICS_PORT', '3000', 'is 3000, as PORT is; the two must differ'],
    ['LOG_LEVEL', 'verbose', 'is "verbose"; it should be "trace"'],
    ['CUGAR_REGISTRY', '/no/such/file.yaml', 'is not a file'],
    ['CUGAR_REGISTRY', '/', 'is not a file'],
    ['CUGAR_PROFILE', 'Sales Team', 'is "Sales Team"; it should be the name of a profile'],
    ['CUGAR_APPROVERS', 'U123,@jane,C123', '(entry 2, 3 of the list is no such id)'],
    ['CUGAR_APPROVERS', 'U123;W234', '(entry 1 of the list is no such id)'],
    ['CUGAR_APPROVALS_CHANNEL', '#approvals', 'is "#approvals"; it should be a channel id'],
    ['CUGAR_DIGEST_CHANNEL', 'general', 'is "general"; it should be a channel id'],
    ['CUGAR_DIGEST_CRON', '0 25 * * *', 'is "0 25 * * *" (its hour must be within 0-23)'],
    ['CUGAR_DIGEST_TZ', 'Mars/Olympus', 'is "Mars/Olympus"; it should be a time zone name'],
    ['CUGAR_DIGEST_TZ', '+02:00', 'is "+02:00"; it should be a time zone name'],
    ['SALES_DATA_DIR', '/no/such/folder', 'is not a folder'],
    ['SALES_DATA_DIR', '\0', 'is not a folder'],
    ['SALES_ZOOMINFO_MODE', 'Live', 'is "Live"; it should be "mock", "live" or "off"'],
    ['SALES_IBM_SALES_CLOUD_MODE', 'on', 'is "on"; it should be "mock", "live" or "off"'],
    ['OPENAI_API_KEY', 'short', 'is not valid; it should be an API key'],
    ['OPENAI_BASE_URL', 'http://models.example/v1', '(http is only for this machine'],
    ['OPENAI_MODEL', 'a model', 'is "a model"; it should be a model name'],
  ])('%s=%j', (name, value, expected) => {
    const [line, ...more] = problems({ ...GOOD, [name]: value });
    expect(more).toEqual([]);
    expect(line).toMatch(new RegExp(`^${name} `));
    expect(line).toContain(expected);
    expect(line).toMatch(new RegExp(`See docs/reference/configuration\\.md#${name.toLowerCase()}$`));
  });

  it('asks of socket mode for the app-level token, and for no signing secret', () => {
    const [line, ...more] = problems({ SLACK_BOT_TOKEN: GOOD.SLACK_BOT_TOKEN, SLACK_MODE: 'socket' });
    expect(more).toEqual([]);
    expect(line).toBe(
      'SLACK_APP_TOKEN is not set; in socket mode it should be an app-level token that begins with xapp-. See docs/reference/configuration.md#slack_app_token',
    );
    const { SLACK_BOT_TOKEN } = GOOD;
    expect(problems({ SLACK_BOT_TOKEN, SLACK_MODE: 'socket', SLACK_APP_TOKEN: 'xapp-1-abcdefgh' })).toEqual(
      [],
    );
    expect(problems({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-1-abcdefgh' })).toEqual([
      expect.stringMatching(/^SLACK_SIGNING_SECRET is not set/),
    ]);
  });

  it('checks the signing secret also where socket mode does without it', () => {
    const env = { ...GOOD, SLACK_MODE: 'socket', SLACK_APP_TOKEN: 'xapp-1-abcdefgh' };
    expect(problems({ ...env, SLACK_SIGNING_SECRET: 'short' })).toHaveLength(1);
    expect(loadConfig(env).slack.link).toEqual({ mode: 'socket', appToken: 'xapp-1-abcdefgh' });
  });

  it('is told in one message, with what was probably meant', () => {
    const lines = problems({ PORT: 'x', LOG_LEVEL: 'y', SLACK_SIGNIN_SECRET: 'z' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'PORT',
      'LOG_LEVEL',
      'SLACK_SIGNIN_SECRET',
    ]);
    expect(lines.at(-1)).toBe('SLACK_SIGNIN_SECRET is not read; did you mean SLACK_SIGNING_SECRET?');
  });

  it('needs no Slack on the command line, but a right one where there is one', () => {
    expect(() => loadConfig({ SLACK_BOT_TOKEN: 'nonsense' }, { needsSlack: false })).toThrow(
      /SLACK_BOT_TOKEN/,
    );
  });

  it('never repeats a secret, also not one in the wrong place', () => {
    const letters = fc.string({
      minLength: 12,
      maxLength: 30,
      unit: fc.constantFrom(...'abcdefghjkmnpqrstuvwxyz23456789'),
    });
    const secretNames = VARIABLE_NAMES.filter((name) => (VARIABLES[name] as Variable).isSecret);
    fc.assert(
      fc.property(
        fc.constantFrom(...secretNames),
        letters,
        fc.constantFrom('', 'bad value ', 'xoxb-', '://@'),
        (name, core, prefix) => {
          expect(problems({ ...GOOD, [name]: `${prefix}${core}` }).join('\n')).not.toContain(core);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...VARIABLE_NAMES),
        letters,
        fc.constantFrom('xoxb-', 'sk-', 'xapp-1-'),
        (name, core, prefix) => {
          expect(problems({ ...GOOD, [name]: `${prefix}${core}` }).join('\n')).not.toContain(core);
        },
      ),
    );
  });

  it('throws nothing but its one error, whatever the environment holds', () => {
    const environment = fc.dictionary(fc.constantFrom(...VARIABLE_NAMES), fc.string({ maxLength: 60 }));
    fc.assert(
      fc.property(environment, (env) => void problems(env)),
      { numRuns: 300 },
    );
  });
});
