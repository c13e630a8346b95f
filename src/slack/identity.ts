import type { WebClient } from '@slack/web-api';
import { CugarError } from '../core/errors.ts';
import { type SlackLog, thrownFacts } from './log.ts';
import { slackFailure, slackUnavailable } from './slack-failure.ts';

/** Who we are in Slack, as Slack says. */
export interface SlackIdentity {
  readonly teamId: string;
  /** The organization (Enterprise Grid) of the workspace, if it belongs to one. */
  readonly enterpriseId: string | undefined;
  readonly botUserId: string;
  readonly botId: string | undefined;
  /** Unknown where Slack does not tell; then it is not compared. */
  readonly appId: string | undefined;
}

/**
 * Asks Slack whose token this is. Throws `SYSTEM_CONFIG` when Slack refuses the token, and
 * `SYSTEM_UNAVAILABLE` when it does not answer.
 */
export async function identify(client: WebClient, log: SlackLog): Promise<SlackIdentity> {
  const answer = await authTest(client);
  const { team_id: teamId, user_id: botUserId, bot_id: botId, app_id, enterprise_id } = answer;
  if (!teamId || !botUserId) {
    throw new CugarError('SYSTEM_CONFIG', 'SLACK_BOT_TOKEN belongs to no bot of a workspace', {
      hint: 'Use the bot token (xoxb-…) of the app; see docs/reference/configuration.md#slack_bot_token.',
    });
  }
  const appId = app_id ?? (botId === undefined ? undefined : await appIdOf(client, botId, log));
  return { teamId, enterpriseId: enterprise_id || undefined, botUserId, botId, appId };
}

async function authTest(client: WebClient) {
  try {
    return await client.auth.test();
  } catch (thrown) {
    const failure = slackFailure(thrown);
    if (failure.kind !== 'refused') throw slackUnavailable('auth.test', thrown);
    throw new CugarError(
      'SYSTEM_CONFIG',
      `Slack refuses SLACK_BOT_TOKEN: ${failure.error}`,
      {
        hint: 'Take the bot token from the app settings (OAuth & Permissions); see docs/reference/configuration.md#slack_bot_token.',
        facts: { error: failure.error },
      },
      { cause: thrown },
    );
  }
}

async function appIdOf(client: WebClient, botId: string, log: SlackLog): Promise<string | undefined> {
  try {
    return (await client.bots.info({ bot: botId })).bot?.app_id;
  } catch (thrown) {
    log.warn(thrownFacts(thrown), 'the app id is not known and will not be compared');
    return undefined;
  }
}
