import { z } from 'zod';
import type { MessageChannel } from '../../../core/proposal.ts';
import { fold } from '../../shared/text.ts';
import { cleanName, firstNameOf } from '../clean-name.ts';

const ISSUE_TYPES = [
  'placeholder',
  'spam_words',
  'shouting',
  'punctuation',
  'emoji',
  'html',
  'links',
  'attachment',
  'length',
  'subject',
  'opening',
  'pushy',
  'questions',
  'no_call_to_action',
  'no_personalization',
  'wrong_name',
  'wrong_company',
  'price_claim',
  'discount_claim',
  'legal_claim',
  'guarantee',
  'unverified_claim',
  'sensitive',
  'opt_out',
  'identity',
  'readability',
  'self_centred',
] as const;

export const QualityIssue = z.strictObject({
  severity: z.enum(['critical', 'warning', 'info']),
  type: z.enum(ISSUE_TYPES),
  message: z.string(),
  suggestion: z.string(),
  field: z.enum(['subject', 'body']).optional(),
});
export type QualityIssue = z.infer<typeof QualityIssue>;

/** A message with all that is known about where it goes. */
export interface Message {
  readonly channel: MessageChannel;
  readonly subject: string | undefined;
  readonly body: string;
  readonly recipientName: string | undefined;
  readonly accountName: string | undefined;
  readonly evidence: readonly string[];
  readonly senderName: string | undefined;
  /** Subject and body with the known names made neutral: a company may be called what it likes. */
  readonly neutral: { readonly subject: string; readonly body: string };
}

export type Check = (message: Message) => readonly QualityIssue[];

export function toMessage(given: Omit<Message, 'neutral'>): Message {
  const names = [
    ...[given.accountName, cleanName(given.accountName), cleanName(given.accountName, 24)].map((name) => [
      name,
      'Acme',
    ]),
    ...[given.recipientName, cleanName(given.recipientName)].map((name) => [name, 'Dana Reyes']),
    [firstNameOf(given.recipientName), 'Dana'],
    ...[given.senderName, cleanName(given.senderName)].map((name) => [name, 'Sam Lee']),
  ].filter((pair): pair is [string, string] => (pair[0]?.trim() ?? '').length > 1);
  const neutral = (text: string) =>
    names
      .sort(([a], [b]) => b.length - a.length)
      .reduce((rest, [name, stand]) => replaceWhole(rest, name, stand), text);
  return { ...given, neutral: { subject: neutral(given.subject ?? ''), body: neutral(given.body) } };
}

function replaceWhole(text: string, name: string, stand: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), stand);
}

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’&.-]*/gu) ?? [];
}

/** Words that carry meaning, folded: longer than three letters. */
export function contentWords(text: string): Set<string> {
  return new Set(
    fold(text)
      .split(' ')
      .filter((word) => word.length > 3),
  );
}
