/** Slack: what comes in over HTTP, and what goes out. */
export { createSlackWeb, type SlackWeb } from './app.ts';
export { createSlackClients, type SlackClients } from './clients.ts';
export type { SlackLink } from './deps.ts';
export { createDirectory } from './directory.ts';
export { createHomeNotifier } from './home/home-notifier.ts';

export type { SlackLog } from './log.ts';

export { createSlackNotifier } from './notifier.ts';
export { MAX_SKEW_MS } from './receiver/verify-request.ts';
export { createRequesters } from './requesters.ts';
