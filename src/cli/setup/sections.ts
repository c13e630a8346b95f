import type { Config } from '../../config/env.ts';
import { type Environment, VARIABLE_NAMES, type VariableName } from '../../config/variables.ts';
import {
  VENDOR_SETTINGS,
  VENDORS,
  type VendorName,
  vendorModeVariable,
  vendorSettingVariable,
} from '../../config/vendors/index.ts';
import type { VendorSettings } from '../../config/vendors/vendor-settings.ts';
import { type WayVariables, waysOf } from '../../config/vendors/ways.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Line } from '../doctor/check.ts';
import { checkModel } from '../doctor/check-model.ts';
import { checkRedis } from '../doctor/check-redis.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { checkVendor, isFreeToTest } from '../doctor/check-vendors.ts';

export interface Question {
  readonly name: VariableName;
  /** The section cannot do without an answer. */
  readonly isNeeded: boolean;
}

export interface TestTools {
  readonly clock: Clock;
  readonly log: Logger;
}

/** Something that can be set up by itself: what is asked, and how it is tested. */
export interface Section {
  readonly title: string;
  readonly note?: string;
  /** Says how it is used, and so what is asked next. */
  readonly mode?: VariableName;
  /** Everything that it reads. */
  readonly variables: readonly VariableName[];
  questions(mode: string | undefined): readonly Question[];
  /** Where one of several ways is chosen, whose questions need an answer then. */
  readonly ways?: readonly WayVariables[];
  /** Whether there is anything to test. */
  isUsed(config: Config): boolean;
  readonly isFreeToTest: boolean;
  test(config: Config, tools: TestTools): Promise<readonly Line[]>;
}

/** All that can be set up; the vendors as their table says. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Slack',
    mode: 'SLACK_MODE',
    variables: VARIABLE_NAMES.filter((name) => name.startsWith('SLACK_')),
    questions: (mode) => {
      const link = mode === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
      return [needed('SLACK_BOT_TOKEN'), needed(link)];
    },
    isUsed: ({ slack }) => slack !== null,
    isFreeToTest: true,
    test: (config, { log, clock }) => checkSlack(config, log, clock.now),
  },
  {
    title: 'Redis',
    note: 'Without an address the program starts a redis-server of its own.',
    variables: ['REDIS_URL'],
    questions: () => [optional('REDIS_URL')],
    isUsed: ({ redis }) => redis.kind === 'url',
    isFreeToTest: true,
    test: (config, { log, clock }) => checkRedis(config, log, clock.now),
  },
  ...VENDORS.map(vendorSection),
  {
    title: 'Model',
    note: 'Without a key plans and drafts are made by rules only.',
    variables: ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'],
    questions: () => [optional('OPENAI_API_KEY'), optional('OPENAI_BASE_URL'), optional('OPENAI_MODEL')],
    isUsed: ({ model }) => model !== null,
    isFreeToTest: true,
    test: async (config) => [await checkModel(config)],
  },
];

function vendorSection(vendor: VendorName): Section {
  const { title, note, settings }: VendorSettings = VENDOR_SETTINGS[vendor];
  const mode = vendorModeVariable(vendor);
  const questions = Object.entries(settings).map(([key, { isNeeded = false }]) => ({
    name: vendorSettingVariable(vendor, key),
    isNeeded,
  }));
  return {
    title,
    ...(note !== undefined && { note }),
    mode,
    variables: [mode, ...questions.map(({ name }) => name)],
    questions: (chosen) => (chosen === 'live' ? questions : []),
    ways: waysOf(vendor),
    isUsed: ({ vendors }) => vendors[vendor].mode === 'live',
    isFreeToTest: isFreeToTest(vendor),
    test: async ({ vendors }, { clock }) => [
      await checkVendor(vendor, vendors[vendor], { clock, maySpend: true }),
    ],
  };
}

/** What a section reads, out of all that is set. */
export function settingsOf({ variables }: Section, env: Environment): Environment {
  return Object.fromEntries(variables.map((name) => [name, env[name]]));
}

function needed(name: VariableName): Question {
  return { name, isNeeded: true };
}

function optional(name: VariableName): Question {
  return { name, isNeeded: false };
}
