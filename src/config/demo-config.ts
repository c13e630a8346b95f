import { type BotConfig, loadConfig } from './env.ts';

export interface DemoSlack {
  readonly botToken: string;
  readonly signingSecret: string;
  readonly apiUrl: string;
  readonly approvers: readonly string[];
}

/**
 * The person's own settings with the local Slack in place of a real one, on any free ports. Variables of a
 * real workspace are left out, so that the demo can never reach one.
 */
export function loadDemoConfig(slack: DemoSlack, env: NodeJS.ProcessEnv = process.env): BotConfig {
  const own = Object.entries(env).filter(
    ([name]) => !/^(SLACK|CUGAR)_/.test(name) || name === 'CUGAR_REGISTRY',
  );
  return loadConfig({
    ...Object.fromEntries(own),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    CUGAR_APPROVERS: slack.approvers.join(','),
    PORT: '0',
    METRICS_PORT: '0',
  });
}

/** What the terminal of the demo respects of the environment. */
export function terminalSettings(env: NodeJS.ProcessEnv = process.env): {
  editor: string | undefined;
  noColor: string | undefined;
  /** Whether a browser can be opened on this machine. */
  hasDisplay: boolean;
} {
  return {
    editor: env.VISUAL ?? env.EDITOR,
    noColor: env.NO_COLOR,
    hasDisplay: process.platform === 'linux' ? Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) : true,
  };
}
