import { z } from 'zod';
import * as values from './values.ts';
import type { Variable } from './variable.ts';
import { VENDOR_VARIABLES } from './vendors/vendor-variables.ts';

const OAUTH = 'installing into several workspaces is not available in this version; use SLACK_BOT_TOKEN';

const GENERAL = {
  SLACK_MODE: {
    group: 'Slack',
    meaning:
      'How Slack reaches the bot: `http`, Slack calls a public address; `socket`, the bot calls Slack (Socket Mode).',
    expects: '"http" or "socket"',
    schema: z.enum(['http', 'socket']),
    default: 'http',
    example: 'socket',
  },
  SLACK_BOT_TOKEN: {
    group: 'Slack',
    meaning: 'Bot token of the one workspace (*OAuth & Permissions* in the app settings).',
    expects: 'a bot token that begins with xoxb-',
    schema: values.matching(/^xoxb-[A-Za-z0-9-]{8,}$/),
    example: 'xoxb-…',
    isSecret: true,
    isNeededBySlack: true,
  },
  SLACK_SIGNING_SECRET: {
    group: 'Slack',
    meaning:
      'Proves that a request comes from Slack (*Basic Information* in the app settings). Not used in socket mode.',
    expects: 'the signing secret of the Slack app, at least 16 characters without spaces',
    schema: values.secretText,
    example: '0123456789abcdef…',
    isSecret: true,
    isNeededBySlack: true,
    isForHttpOnly: true,
  },
  SLACK_APP_TOKEN: {
    group: 'Slack',
    meaning: 'App-level token with the scope `connections:write`. Needed in socket mode, and only there.',
    expects: 'an app-level token that begins with xapp-',
    schema: values.matching(/^xapp-[A-Za-z0-9-]{8,}$/),
    example: 'xapp-…',
    isSecret: true,
  },
  SLACK_API_URL: {
    group: 'Slack',
    meaning: 'Address of the Slack Web API; another one is for tests and the sandbox.',
    expects: 'an https address, or http on this machine',
    schema: values.apiUrl,
    default: 'https://slack.com/api/',
    example: 'https://slack.com/api/',
  },
  SLACK_CLIENT_ID: {
    group: 'Slack',
    meaning: 'Client id for installing into many workspaces.',
    expects: 'unset',
    schema: values.plainText,
    example: '1234567890.1234567890',
    notAvailable: OAUTH,
  },
  SLACK_CLIENT_SECRET: {
    group: 'Slack',
    meaning: 'Client secret for installing into many workspaces.',
    expects: 'unset',
    schema: values.plainText,
    example: '0123456789abcdef…',
    isSecret: true,
    notAvailable: OAUTH,
  },
  SLACK_STATE_SECRET: {
    group: 'Slack',
    meaning: 'Signs the state of an installation into one of many workspaces.',
    expects: 'unset',
    schema: values.plainText,
    example: 'a long random text',
    isSecret: true,
    notAvailable: OAUTH,
  },
  CUGAR_ENCRYPTION_KEY: {
    group: 'Slack',
    meaning: 'Encrypts the stored tokens of many workspaces.',
    expects: 'unset',
    schema: values.plainText,
    example: '32 random bytes as base64',
    isSecret: true,
    notAvailable: OAUTH,
  },
  CUGAR_ROLE: {
    group: 'Service',
    meaning: 'What this process does: `web` talks with Slack, `worker` runs plans, `all` both.',
    expects: '"all", "web" or "worker"',
    schema: z.enum(['all', 'web', 'worker']),
    default: 'all',
    example: 'worker',
  },
  REDIS_URL: {
    group: 'Service',
    meaning:
      'The Redis to use. Unset: a `redis-server` that the program starts itself, data in `.data/redis`.',
    expects: 'an address such as redis://host:6379 or rediss://user:password@host:6380/0',
    schema: values.redisUrl,
    example: 'redis://127.0.0.1:6379',
    isSecret: true,
  },
  PORT: {
    group: 'Service',
    meaning: 'Port of `POST /slack/events`, where Slack sends commands, clicks and events.',
    expects: 'a port, 1 to 65535, or 0 for any free one',
    schema: values.port,
    default: '3000',
    example: '3000',
  },
  METRICS_PORT: {
    group: 'Service',
    meaning: 'Port of `GET /metrics`, `/healthz` and `/readyz`.',
    expects: 'a port, 1 to 65535, or 0 for any free one',
    schema: values.port,
    default: '9464',
    example: '9464',
  },
  LOG_LEVEL: {
    group: 'Service',
    meaning: 'Least severe log line that is written to standard output.',
    expects: '"trace", "debug", "info", "warn", "error", "fatal" or "silent"',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    example: 'debug',
  },
  CUGAR_REGISTRY: {
    group: 'Service',
    meaning: 'Path of the registry; a relative one counts from the working directory.',
    expects: 'the path of a registry file',
    schema: values.plainText,
    default: 'registry.yaml',
    example: '/etc/cugar/registry.yaml',
  },
  CUGAR_PROFILE: {
    group: 'Service',
    meaning: 'Profile of the registry: its tools, budgets and ideal customer.',
    expects: 'the name of a profile: lower-case letters, digits and _',
    schema: values.matching(/^[a-z][a-z0-9_]{0,59}$/),
    default: 'sales',
    example: 'sales',
  },
  CUGAR_APPROVERS: {
    group: 'Approvals',
    meaning:
      'Who may decide where a policy says `approvers` or `two_person`: user and user-group ids, separated by commas.',
    expects: 'Slack user ids (U…, W…) and user-group ids (S…), separated by commas',
    schema: values.listOf(/^[UWS][A-Z0-9]{2,30}$/),
    default: '',
    example: 'U012AB3CD,S045EF6GH',
  },
  CUGAR_APPROVALS_CHANNEL: {
    group: 'Approvals',
    meaning: 'Channel of the approval cards. Unset: the channel of the command.',
    expects: 'a channel id (C… or G…)',
    schema: values.matching(/^[CG][A-Z0-9]{2,30}$/),
    example: 'C012AB3CD',
  },
  CUGAR_DIGEST_CHANNEL: {
    group: 'Digest',
    meaning: 'Channel of the daily digest; invite the bot to it. Unset: no digest is sent by itself.',
    expects: 'a channel id (C… or G…)',
    schema: values.matching(/^[CG][A-Z0-9]{2,30}$/),
    example: 'C012AB3CD',
  },
  CUGAR_DIGEST_CRON: {
    group: 'Digest',
    meaning: 'When the digest goes out, as five cron fields; the first moment of a day counts.',
    expects: 'a cron expression of five fields, such as 0 8 * * 1-5',
    schema: values.cron,
    default: '0 8 * * 1-5',
    example: '0 8 * * 1-5',
  },
  CUGAR_DIGEST_TZ: {
    group: 'Digest',
    meaning: 'Time zone of the digest, for its moment and for what a day is.',
    expects: 'a time zone name, such as UTC or Europe/Berlin',
    schema: values.timeZone,
    default: 'UTC',
    example: 'Europe/Berlin',
  },
  SALES_DATA_DIR: {
    group: 'Sales data',
    meaning: 'Folder of CSV files that is the book of business. Unset: the sample data.',
    expects: 'the path of a folder',
    schema: values.plainText,
    default: 'data/sample',
    example: '/srv/cugar/book',
  },
  OPENAI_API_KEY: {
    group: 'Model',
    meaning:
      'Key of the model service. Unset: planning and drafting by rules only. What the model costs is part of every budget.',
    expects: 'an API key, at least 16 characters without spaces',
    schema: values.secretText,
    example: 'sk-…',
    isSecret: true,
  },
  OPENAI_BASE_URL: {
    group: 'Model',
    meaning:
      'Address of the model service: OpenAI, or any server with the same chat completions and JSON schemas.',
    expects: 'an https address, or http on this machine',
    schema: values.apiUrl,
    default: 'https://api.openai.com/v1/',
    example: 'https://api.openai.com/v1/',
  },
  OPENAI_MODEL: {
    group: 'Model',
    meaning: 'Name of the model.',
    expects: 'a model name without spaces',
    schema: values.matching(/^[\w.:/-]{1,100}$/),
    default: 'gpt-4.1-mini',
    example: 'gpt-4.1-mini',
  },
} as const satisfies Record<string, Variable>;

/** Everything that this program reads from its environment; documentation and examples are made from it. */
export const VARIABLES = { ...GENERAL, ...VENDOR_VARIABLES };

export type VariableName = keyof typeof VARIABLES;
export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];

/** The value of each variable once read; undefined where it is unset and has no default. */
export type Values = {
  readonly [Name in VariableName]:
    | z.output<(typeof VARIABLES)[Name]['schema']>
    | ((typeof VARIABLES)[Name] extends { readonly default: string } ? never : undefined);
};

export type Environment = Readonly<Record<string, string | undefined>>;
