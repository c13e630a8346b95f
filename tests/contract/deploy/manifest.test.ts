import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectPath } from '../../../src/config/paths.ts';
import { shortUsage } from '../../../src/core/command.ts';
import { COMMANDS } from '../../../src/planner/commands/index.ts';
import { createIds } from '../../../src/sandbox/ids.ts';
import { createWorld } from '../../../src/sandbox/world.ts';
import { BOT_SCOPES } from '../../../src/slack/scopes.ts';
import { DRAFT_REPLY_SHORTCUT } from '../../../src/slack/shortcuts/message-shortcut.ts';

interface Manifest {
  display_information: { name: string; long_description: string };
  features: {
    app_home: Record<string, boolean>;
    shortcuts: { type: string; name: string; callback_id: string }[];
    slash_commands: { command: string; url: string; usage_hint: string; should_escape: boolean }[];
  };
  oauth_config: { scopes: Record<string, string[]> };
  settings: {
    interactivity: { is_enabled: boolean; request_url: string };
    event_subscriptions: { request_url: string; bot_events: string[] };
  } & Record<string, unknown>;
}

const schemaPath = projectPath('..', 'shared', 'slack', 'manifest.schema.2.0.0.json');
let manifest: Manifest;
beforeAll(() => {
  manifest = parse(readFileSync(projectPath('manifest.yml'), 'utf8'));
});

describe('manifest.yml', () => {
  it('asks for the scopes that the code uses, and no others', () => {
    expect(manifest.oauth_config.scopes).toEqual({ bot: [...BOT_SCOPES] });
  });

  it('has one command, which escapes names and takes requests where the bot listens', () => {
    const [command, ...more] = manifest.features.slash_commands;
    expect(more).toEqual([]);
    expect(command).toMatchObject({ command: '/cugar', should_escape: true });
    expect(command?.url).toMatch(/^https:\/\/[^/]+\/slack\/events$/);
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: command?.url });
  });

  it('hints at every subcommand that there is', () => {
    const hint = manifest.features.slash_commands[0]?.usage_hint.split(' | ');
    expect(hint).toEqual(COMMANDS.map(shortUsage));
  });

  it('has the shortcut that the code handles', () => {
    expect(manifest.features.shortcuts).toEqual([
      expect.objectContaining({ type: 'message', callback_id: DRAFT_REPLY_SHORTCUT }),
    ]);
  });

  it('has the shortcuts that the local Slack offers', () => {
    const { shortcuts } = createWorld(createIds({ now: () => new Date() })).app;
    expect(manifest.features.shortcuts.map(({ name, callback_id }) => [name, callback_id])).toEqual(
      shortcuts.map(({ name, callbackId }) => [name, callbackId]),
    );
  });

  it('is in http mode, for one workspace', () => {
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: false,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    });
  });

  it('asks for the events that are handled, and no others, where the bot listens', () => {
    const handled = new Set(
      readdirSync(projectPath('src', 'slack'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .flatMap((path) =>
          [
            ...readFileSync(projectPath('src', 'slack', path), 'utf8').matchAll(/app\.event\('([a-z_]+)'/g),
          ].map(([, name]) => name),
        ),
    );
    const { request_url, bot_events } = manifest.settings.event_subscriptions;
    expect(request_url).toBe(manifest.features.slash_commands[0]?.url);
    // Messages are subscribed to by the kind of channel; the listener hears direct ones only.
    expect(new Set(bot_events.map((name) => name.replace('message.im', 'message')))).toEqual(handled);
    expect(handled).toContain('app_home_opened');
  });

  it('shows the Home tab, and lets people write to the bot in the messages tab', () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it.runIf(existsSync(schemaPath))("is valid against Slack's schema", () => {
    const schema: unknown = JSON.parse(readFileSync(schemaPath, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema as object);
    expect(validate(manifest), ajv.errorsText(validate.errors)).toBe(true);
    const { long_description, ...rest } = manifest.display_information;
    const short = { ...rest, long_description: long_description.slice(0, 174) };
    expect(validate({ ...manifest, display_information: short })).toBe(false);
  });
});
