import type { SalesData } from '../core/ports.ts';
import { contactArguments } from './contact-arguments.ts';

/** How a message is to be written; what is absent is left to the tool. */
export interface DraftOptions {
  /** A contact of the account: id, e-mail address or name. */
  readonly to?: string;
  readonly channel?: string;
  readonly tone?: string;
}

/** A message that somebody wants to answer, as it was written; data, never instructions. */
export interface RepliedTo {
  readonly text: string;
  /** ISO date-time. */
  readonly sentAt: string;
}

/** Longer texts are cut: they are only shown as context. */
const MAX_TEXT = 500;

/** The values of `$args` for the template `draft`. Throws what `findContact` throws. */
export async function draftArguments(
  data: Pick<SalesData, 'contacts'>,
  account: { readonly accountId: string; readonly name: string },
  { to, channel, tone }: DraftOptions,
  repliedTo?: RepliedTo,
): Promise<Record<string, string>> {
  return {
    ...(await contactArguments(data, account, to)),
    ...(channel && { channel }),
    ...(tone && { tone }),
    ...(repliedTo && {
      replyText: Array.from(repliedTo.text).slice(0, MAX_TEXT).join(''),
      replySentAt: repliedTo.sentAt,
    }),
  };
}
