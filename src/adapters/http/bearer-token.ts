import { z } from 'zod';
import { type Clock, SECOND } from '../../core/clock.ts';
import { checked } from './checked.ts';
import type { Send } from './exchange.ts';
import { renewedToken } from './renewed-token.ts';

export interface BearerToken {
  /** As people write it. */
  readonly vendor: string;
  readonly url: string;
  /** What the vendor gives a token for, anew for each. */
  readonly grant: () => Readonly<Record<string, string>>;
  /** What every request carries besides, the one for the token too. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What else the answer with the token says. Throws what is wrong with it. */
  readonly onAnswer?: (body: unknown) => void;
  readonly send: Send;
  readonly clock: Clock;
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  // A number, says the standard; some write it as a text.
  expires_in: z.union([z.number().positive(), z.string().regex(/^\d{1,9}$/)]).nullish(),
});

/** A bearer token for a grant, as RFC 6749 says in section 4. */
export function bearerToken({ vendor, url, grant, headers = {}, onAnswer, send, clock }: BearerToken) {
  return renewedToken({
    now: () => clock.now(),
    headers: (token) => ({ ...headers, authorization: `Bearer ${token}` }),
    async fetchToken() {
      const { body } = await send({
        method: 'POST',
        url,
        label: 'POST token',
        isAnonymous: true,
        isIdempotent: true,
        headers,
        form: grant(),
      });
      const { access_token: value, expires_in: seconds } = checked(vendor, TokenAnswer, body);
      onAnswer?.(body);
      const life = seconds ? Number(seconds) * SECOND : null;
      return { value, ...(life && { expiresAt: new Date(clock.now().getTime() + life) }) };
    },
  });
}
