/** Slack: what comes in over HTTP, and what goes out. */
export { createSlackWeb, type SlackWeb } from './app.ts';
export { createSlackClients, type SlackClients, type SlackClientsOptions } from './clients.ts';
export type { CallOutcome, OnCall } from './counted-fetch.ts';
export type { CommandOutcome, Ids, SlackWebDeps, SlackWebHooks } from './deps.ts';
export { createDirectory, type Directory } from './directory.ts';
export { identify, type SlackIdentity } from './identity.ts';
export type { SlackLog } from './log.ts';
export type { SlackNotifierDeps } from './notifier/deps.ts';
export { createSlackNotifier } from './notifier.ts';
export { MAX_SKEW_MS } from './receiver/verify-request.ts';
export { createSenderName } from './sender-name.ts';
