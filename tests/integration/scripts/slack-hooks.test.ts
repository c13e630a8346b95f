import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PROJECT_ROOT, projectPath } from '../../../src/config/paths.ts';

const run = promisify(execFile);
const hooks = JSON.parse(readFileSync(projectPath('.slack', 'hooks.json'), 'utf8'));
const schemaPath = projectPath('..', 'shared', 'slack', 'manifest.schema.2.0.0.json');

/** Runs a hook as the Slack CLI does: the words of the command, then its own flags, in the project's folder. */
async function hook(name: string, ...flags: string[]) {
  const [command, ...words] = String(hooks.hooks[name]).split(' ');
  return await run(command ?? '', [...words, ...flags], { cwd: PROJECT_ROOT });
}

describe('.slack/hooks.json', () => {
  it('answers the manifest as JSON and nothing else, for a run over Socket Mode', async () => {
    const { stdout, stderr } = await hook('get-manifest');
    expect(stderr).toBe('');
    const manifest = JSON.parse(stdout);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true });
    expect(stdout).not.toContain('https://cugar.example.com');
    const written = parse(readFileSync(projectPath('manifest.yml'), 'utf8'));
    expect(manifest.oauth_config).toEqual(written.oauth_config);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(
      written.settings.event_subscriptions.bot_events,
    );
  });

  it('puts the boundary around the answer that the CLI asks for', async () => {
    const { stdout } = await hook('get-manifest', '--protocol=message-boundaries', '--boundary=x1y2');
    const [before, json = '', after] = stdout.split('x1y2');
    expect([before, after]).toEqual(['', '\n']);
    expect(JSON.parse(json).settings.socket_mode_enabled).toBe(true);
  });

  it.runIf(existsSync(schemaPath))("answers a manifest that Slack's schema takes", async () => {
    const schema: unknown = JSON.parse(readFileSync(schemaPath, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema as object);
    expect(validate(JSON.parse((await hook('get-manifest')).stdout)), ajv.errorsText(validate.errors)).toBe(
      true,
    );
  });

  it('finds the other hooks in the package of Slack', async () => {
    const { stdout } = await hook('get-hooks');
    expect(JSON.parse(stdout).hooks).toHaveProperty('check-update');
  });

  it('watches files that there are', () => {
    const { app, manifest } = hooks.config.watch;
    for (const path of [...app.paths, ...manifest.paths])
      expect(existsSync(projectPath(path)), path).toBe(true);
    const filter = new RegExp(app['filter-regex']);
    expect(['src/main.ts', 'registry.yaml', 'src/store/lua/end.lua'].every((path) => filter.test(path))).toBe(
      true,
    );
  });

  it('starts the bot over Socket Mode with the tokens of the CLI, its own first', async () => {
    const root = await mkdtemp(join(tmpdir(), 'cugar-hooks-'));
    for (const path of ['slack-hooks', 'steps']) {
      await cp(projectPath('scripts', path), join(root, 'scripts', path), { recursive: true });
    }
    const tell = 'console.log(JSON.stringify({ words: process.argv.slice(2), env: process.env }));';
    await writeFile(join(root, 'scripts', 'run.mjs'), `${tell}\nprocess.exitCode = 3;\n`);
    const [command, ...words] = String(hooks.hooks.start).split(' ');
    const env = {
      PATH: process.env.PATH,
      SLACK_CLI_XOXB: 'xoxb-of-the-cli',
      SLACK_CLI_XAPP: 'xapp-of-the-cli',
      SLACK_BOT_TOKEN: 'xoxb-mine',
      SLACK_MODE: 'http',
    };
    const failed = await run(command ?? '', words, { cwd: root, env }).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ code: 3 });
    const told = JSON.parse((failed as { stdout: string }).stdout);
    expect(told.words).toEqual(['start']);
    expect(told.env).toMatchObject({
      SLACK_MODE: 'socket',
      SLACK_BOT_TOKEN: 'xoxb-mine',
      SLACK_APP_TOKEN: 'xapp-of-the-cli',
    });
    await rm(root, { recursive: true });
  });
});
