import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inRoot } from '../steps/root.mjs';

/** Answers `manifest.yml` to the Slack CLI as JSON, for a local run: over Socket Mode, without addresses. */
const manifest = parse(readFileSync(inRoot('manifest.yml'), 'utf8'));
const { features, settings } = manifest;
for (const command of features.slash_commands) delete command.url;
delete settings.event_subscriptions.request_url;
delete settings.interactivity.request_url;
settings.socket_mode_enabled = true;

/** The CLI may ask for a boundary around the answer, so that it finds it among other output. */
const OPTION = '--boundary=';
const boundary = process.argv.find((argument) => argument.startsWith(OPTION))?.slice(OPTION.length) ?? '';
process.stdout.write(`${boundary}${JSON.stringify(manifest)}${boundary}\n`);
