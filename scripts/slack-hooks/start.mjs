import { inRoot } from '../steps/root.mjs';
import { runChild } from '../steps/run-child.mjs';

/** `npm start` over Socket Mode, with the tokens of the app that the Slack CLI installed. */
const { env } = process;
const tokens = {
  SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN || env.SLACK_CLI_XOXB,
  SLACK_APP_TOKEN: env.SLACK_APP_TOKEN || env.SLACK_CLI_XAPP,
};
const known = Object.fromEntries(Object.entries(tokens).filter(([, value]) => value));
process.exitCode = await runChild(process.execPath, [inRoot('scripts', 'run.mjs'), 'start'], {
  env: { ...env, ...known, SLACK_MODE: 'socket' },
});
