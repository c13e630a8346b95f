import type { MessageChannel } from '../../core/proposal.ts';

const CHANNELS: readonly (readonly [MessageChannel, RegExp])[] = [
  ['linkedin', /\blinked ?in\b/i],
  ['sms', /\b(?:sms|text message|text them|text him|text her)\b/i],
  // A call that one prepares for is no script to be written.
  ['phone', /\b(?:call script|phone script|cold call|by phone|phone call)\b/i],
  ['email', /\be-?mail\b/i],
];

const TONES = ['friendly', 'formal', 'concise', 'professional'] as const;

/** The channel and the tone that a goal asks for; what it does not say is left to the tool. */
export function howToWrite(goal: string): { channel?: MessageChannel; tone?: (typeof TONES)[number] } {
  const channel = CHANNELS.find(([, pattern]) => pattern.test(goal))?.[0];
  const tone = TONES.find((word) => new RegExp(`\\b${word}\\b`, 'i').test(goal));
  return { ...(channel && { channel }), ...(tone && { tone }) };
}
