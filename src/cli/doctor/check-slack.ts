import type { Config, SlackConfig } from '../../config/env.ts';
import { probeAppToken, probeBotToken } from '../../slack/probe.ts';
import { BOT_SCOPES } from '../../slack/scopes.ts';
import { slackFailure } from '../../slack/slack-failure.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { bad, type Line, off, ok, warning } from './check.ts';
import { clockLine } from './clock-line.ts';

/** Token, workspace, scopes and clock; in socket mode the app-level token too. */
export async function checkSlack(
  { slack }: Pick<Config, 'slack'>,
  log: Logger,
  now: () => Date,
): Promise<Line[]> {
  if (!slack) return [off('Slack', 'not set up; `npm run cugar -- setup` asks for what it needs')];
  const { botToken: token, apiUrl } = slack;
  const asked = now().getTime();
  try {
    const { workspace, bot, scopes, serverTimeMs: theirs } = await probeBotToken({ token, apiUrl, log });
    const answered = now().getTime();
    return [
      ok('Slack', `workspace ${workspace}, as ${bot}`),
      scopesLine(scopes),
      ...(theirs === undefined
        ? []
        : [clockLine('Clock beside Slack', { theirs, asked, answered, grainMs: 1_000 })]),
      ...(await socketLines(slack, log)),
    ];
  } catch (thrown) {
    return [failureLine('Slack', 'SLACK_BOT_TOKEN', thrown)];
  }
}

function scopesLine(granted: readonly string[] | undefined): Line {
  if (granted === undefined) return off('Slack scopes', 'Slack did not tell them');
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    const todo = 'Add them under OAuth & Permissions, or take manifest.yml, then install the app again.';
    return bad('Slack scopes', `missing: ${missing.join(', ')}`, todo);
  }
  const more = granted.filter((scope) => !BOT_SCOPES.some((needed) => needed === scope));
  if (more.length === 0) return ok('Slack scopes', `all ${BOT_SCOPES.length}, and no others`);
  return warning('Slack scopes', `more than needed: ${more.join(', ')}`, 'Remove them from the app.');
}

async function socketLines({ link, apiUrl }: SlackConfig, log: Logger): Promise<Line[]> {
  if (link.mode !== 'socket') return [];
  try {
    await probeAppToken({ token: link.appToken, apiUrl, log });
    return [ok('Socket Mode', 'Slack gives out a link')];
  } catch (thrown) {
    return [failureLine('Socket Mode', 'SLACK_APP_TOKEN', thrown)];
  }
}

function failureLine(what: string, variable: string, thrown: unknown): Line {
  const failure = slackFailure(thrown);
  if (failure.kind === 'refused') {
    const page = `docs/reference/configuration.md#${variable.toLowerCase()}`;
    const todo = `Take ${variable} from the settings of the app; see ${page}.`;
    return bad(what, `Slack refuses ${variable}: ${failure.error}`, todo);
  }
  if (failure.kind === 'rate_limited') {
    const seconds = Math.ceil(failure.afterMs / 1_000);
    return warning(what, 'Slack wants a pause', `Run this again in ${seconds} s.`);
  }
  return bad(what, 'Slack does not answer', 'Check the network, a proxy, and SLACK_API_URL.');
}
