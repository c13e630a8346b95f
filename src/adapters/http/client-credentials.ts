import { z } from 'zod';
import { type Clock, SECOND } from '../../core/clock.ts';
import { checked } from './checked.ts';
import type { Send } from './exchange.ts';
import { renewedToken } from './renewed-token.ts';

interface ClientCredentials {
  /** As people write it. */
  readonly vendor: string;
  readonly url: string;
  readonly id: string;
  readonly secret: string;
  readonly scope?: string | undefined;
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

/** A bearer token for the client's own credentials, as RFC 6749 says in section 4.4. */
export function clientCredentials(options: ClientCredentials) {
  const { vendor, url, id, secret, scope, headers = {}, send, clock } = options;
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
        form: {
          grant_type: 'client_credentials',
          client_id: id,
          client_secret: secret,
          ...(scope !== undefined && { scope }),
        },
      });
      const { access_token: value, expires_in: seconds } = checked(vendor, TokenAnswer, body);
      options.onAnswer?.(body);
      const life = seconds ? Number(seconds) * SECOND : null;
      return { value, ...(life && { expiresAt: new Date(clock.now().getTime() + life) }) };
    },
  });
}
