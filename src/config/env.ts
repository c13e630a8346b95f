import { realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CugarError } from '../core/errors.ts';
import { nearest } from './nearest.ts';
import { projectPath } from './paths.ts';
import { isSocketMode, type Problem, readVariables, textOf } from './read-variables.ts';
import { type Environment, VARIABLE_NAMES, VARIABLES, type Values } from './variables.ts';
import { idleSettings, readVendors, type VendorConfigs } from './vendors/read-vendors.ts';

/** How requests of Slack come in. */
export type SlackLinkConfig =
  | { readonly mode: 'http'; readonly signingSecret: string }
  | { readonly mode: 'socket'; readonly appToken: string };

export interface SlackConfig {
  readonly botToken: string;
  /** Ends in a slash. */
  readonly apiUrl: string;
  readonly link: SlackLinkConfig;
}

export type RedisConfig =
  | { readonly kind: 'url'; readonly url: string }
  /** A `redis-server` that the program starts; absolute paths. */
  | { readonly kind: 'embedded'; readonly dataDir: string; readonly cacheDir: string };

/** Where and when the daily digest goes. */
export interface DigestConfig {
  readonly channel: string;
  /** Five cron fields. */
  readonly cron: string;
  readonly timeZone: string;
}

/** The model that plans and drafts. */
export interface ModelConfig {
  readonly apiKey: string;
  /** Ends in a slash. */
  readonly baseUrl: string;
  readonly model: string;
}

/** All settings of the installation, checked; nothing else reads the environment. */
export interface Config {
  readonly role: 'all' | 'web' | 'worker';
  /** Null when a Slack variable is unset, which only the command line may accept. */
  readonly slack: SlackConfig | null;
  readonly redis: RedisConfig;
  readonly port: number;
  readonly metricsPort: number;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly registryPath: string;
  readonly profile: string;
  /** Slack user and user-group ids. */
  readonly approvers: readonly string[];
  readonly approvalsChannel: string | undefined;
  /** Null: no digest is sent by itself. */
  readonly digest: DigestConfig | null;
  readonly salesData: {
    readonly dir: string;
    readonly isSample: boolean;
    /** Where approved assignments are written: in the folder, but never in that of the sample. */
    readonly assignmentsPath: string;
  };
  readonly vendors: VendorConfigs;
  /** Null: planning and drafting by rules only. */
  readonly model: ModelConfig | null;
  /** Sentences for the log: misspelt variables, variables without effect. */
  readonly warnings: readonly string[];
}

export interface BotConfig extends Config {
  readonly slack: SlackConfig;
}

/** Reads and checks the environment. Throws one `SYSTEM_CONFIG` error that names everything that is wrong. */
export function loadConfig(env: Environment | undefined, options: { readonly needsSlack: false }): Config;
export function loadConfig(env?: Environment, options?: { readonly needsSlack: true }): BotConfig;
export function loadConfig(env: Environment = process.env, options = { needsSlack: true }): Config {
  const { values, problems } = readVariables(env, options);
  const vendors = readVendors(values);
  const isNew = ({ name }: Problem) => !problems.some((known) => known.name === name);
  const all = [...problems, ...combinedProblems(env, values, options), ...vendors.problems.filter(isNew)];
  if (all.length > 0) throw configError(all, misspelt(env));
  const idle = [
    ...idleAppToken(env),
    ...idleDigestSettings(env, values),
    ...idleSettings(env, vendors.configs),
  ];
  return toConfig(env, values, vendors.configs, [...idle, ...misspelt(env)]);
}

/** The environment of this process, for whoever changes settings before they are read. */
export function currentEnvironment(env: Environment = process.env): Environment {
  return env;
}

function combinedProblems(env: Environment, values: Values, options: { needsSlack: boolean }): Problem[] {
  const problems: Problem[] = [];
  if (options.needsSlack && isSocketMode(env) && !textOf(env, 'SLACK_APP_TOKEN')) {
    const { expects } = VARIABLES.SLACK_APP_TOKEN;
    problems.push({ name: 'SLACK_APP_TOKEN', text: `is not set; in socket mode it should be ${expects}` });
  }
  if (values.PORT !== undefined && values.PORT !== 0 && values.PORT === values.METRICS_PORT) {
    problems.push({ name: 'METRICS_PORT', text: `is ${values.PORT}, as PORT is; the two must differ` });
  }
  if (
    textOf(env, 'SALES_DATA_DIR') &&
    values.SALES_DATA_DIR &&
    !kindOf(values.SALES_DATA_DIR)?.isDirectory()
  ) {
    problems.push({ name: 'SALES_DATA_DIR', text: 'is not a folder; it should be the path of a folder' });
  }
  if (textOf(env, 'CUGAR_REGISTRY') && values.CUGAR_REGISTRY && !kindOf(values.CUGAR_REGISTRY)?.isFile()) {
    problems.push({
      name: 'CUGAR_REGISTRY',
      text: 'is not a file; it should be the path of a registry file',
    });
  }
  return problems;
}

function kindOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function configError(problems: readonly Problem[], misspellings: readonly string[]): CugarError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map(
    ({ name, text }) => `  ${name} ${text}. See docs/reference/configuration.md#${name.toLowerCase()}`,
  );
  const hints = misspellings.map((text) => `  ${text}`);
  return new CugarError(
    'SYSTEM_CONFIG',
    `The configuration has ${count}:\n${[...lines, ...hints].join('\n')}`,
    {
      hint: 'Correct the variables named and start again; .env.example lists them all.',
      facts: { problems: problems.length },
    },
  );
}

function salesData(dir: string): Config['salesData'] {
  const isSample = real(dir) === real(projectPath('data', 'sample'));
  const folder = isSample ? projectPath('.data', 'sample') : dir;
  return { dir, isSample, assignmentsPath: join(folder, 'assignments.csv') };
}

function toConfig(
  env: Environment,
  values: Values,
  vendors: VendorConfigs,
  warnings: readonly string[],
): Config {
  const { REDIS_URL: url } = values;
  const dir = pathFrom(env, 'SALES_DATA_DIR', values);
  return {
    role: values.CUGAR_ROLE,
    slack: slackConfig(values),
    redis: url
      ? { kind: 'url', url }
      : { kind: 'embedded', dataDir: projectPath('.data', 'redis'), cacheDir: projectPath('.cache') },
    port: values.PORT,
    metricsPort: values.METRICS_PORT,
    logLevel: values.LOG_LEVEL,
    registryPath: pathFrom(env, 'CUGAR_REGISTRY', values),
    profile: values.CUGAR_PROFILE,
    approvers: values.CUGAR_APPROVERS,
    approvalsChannel: values.CUGAR_APPROVALS_CHANNEL,
    digest: digestConfig(values),
    salesData: salesData(dir),
    vendors,
    model: modelConfig(values),
    warnings,
  };
}

function slackConfig(values: Values): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl, SLACK_MODE: mode } = values;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = values;
  if (!botToken) return null;
  if (mode === 'socket') return appToken ? { botToken, apiUrl, link: { mode, appToken } } : null;
  return signingSecret ? { botToken, apiUrl, link: { mode, signingSecret } } : null;
}

function modelConfig(values: Values): ModelConfig | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = values;
  return apiKey === undefined ? null : { apiKey, baseUrl, model };
}

function idleAppToken(env: Environment): string[] {
  if (isSocketMode(env) || !textOf(env, 'SLACK_APP_TOKEN')) return [];
  return ['SLACK_APP_TOKEN has no effect: SLACK_MODE is "http".'];
}

function digestConfig(values: Values): DigestConfig | null {
  const { CUGAR_DIGEST_CHANNEL: channel, CUGAR_DIGEST_CRON: cron, CUGAR_DIGEST_TZ: timeZone } = values;
  return channel === undefined ? null : { channel, cron, timeZone };
}

function idleDigestSettings(env: Environment, values: Values): string[] {
  if (values.CUGAR_DIGEST_CHANNEL !== undefined) return [];
  const set = ['CUGAR_DIGEST_CRON', 'CUGAR_DIGEST_TZ'].filter((name) => textOf(env, name) !== undefined);
  return set.map((name) => `${name} has no effect: CUGAR_DIGEST_CHANNEL is not set.`);
}

/** A default belongs to the project; what a person writes counts from the working directory. */
function pathFrom(env: Environment, name: 'CUGAR_REGISTRY' | 'SALES_DATA_DIR', values: Values): string {
  return textOf(env, name) === undefined ? projectPath(values[name]) : resolve(values[name]);
}

function real(path: string): string {
  return kindOf(path) ? realpathSync(path) : path;
}

function misspelt(env: Environment): string[] {
  return Object.keys(env).flatMap((name) => {
    if (!/^(CUGAR|SALES|SLACK|OPENAI)_/i.test(name) || VARIABLE_NAMES.some((known) => known === name))
      return [];
    const meant = nearest(name.toUpperCase(), VARIABLE_NAMES);
    return meant && !textOf(env, meant) ? [`${name} is not read; did you mean ${meant}?`] : [];
  });
}
