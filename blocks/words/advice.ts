import type { ErrorCode } from '../../src/core/errors.ts';

const ADVICE: Readonly<Record<ErrorCode, string>> = {
  AGENT_CONTRACT: 'Trying again does not help; tell whoever runs Cugar.',
  AGENT_TIMEOUT: 'Ask again in a few minutes.',
  AGENT_LOGIC: 'Ask again; if it stays, tell whoever runs Cugar.',
  SYSTEM_CRASH: 'Tell whoever runs Cugar; it is not tried again by itself.',
  SYSTEM_UNAVAILABLE: 'Ask again in a few minutes.',
  SYSTEM_CONFIG: 'Tell whoever runs Cugar; the installation has to be changed.',
  RESOURCE_UNAVAILABLE: 'Ask again when the data source answers.',
  RESOURCE_NOT_FOUND: 'Check the name, or add it to the book of business.',
  RESOURCE_DATA: 'Have the file or record corrected, then ask again.',
  POLICY_BUDGET: 'Wait for the next period, or have the budget raised in the registry.',
  POLICY_ALLOWLIST: 'Have the tool allowed in the profile, or ask for something else.',
  POLICY_CHECK: 'Change what the check names, then ask again.',
  USER_INPUT: 'See `/cugar help` for what can be asked.',
  USER_PERMISSION: 'Ask somebody who may.',
  USER_CANCELLED: 'Ask again if it is still wanted.',
};

/** What a person can do about an error that brings no hint of its own. */
export function adviceFor(code: ErrorCode): string {
  return ADVICE[code];
}
