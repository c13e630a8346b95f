import { checked } from '../http/checked.ts';
import type { VendorAuth } from '../http/exchange.ts';
import { renewedToken } from '../http/renewed-token.ts';
import type { ClientContext } from '../vendor.ts';
import { TokenAnswer } from './schema.ts';

/**
 * A token by client credentials, from another address than the questions. It lives for a day, as the answer
 * says; a second one at the same time would make the first worthless, so all who wait get the same.
 */
export function zoominfoAuth({
  settings,
  send,
  clock,
}: Pick<ClientContext<'zoominfo'>, 'settings' | 'send' | 'clock'>): VendorAuth {
  return renewedToken({
    now: () => clock.now(),
    headers: (value) => ({ authorization: `Bearer ${value}` }),
    async fetchToken() {
      const { body } = await send({
        method: 'POST',
        // Addresses of settings end in a slash; this one is a place, not a folder.
        url: settings.token_url.replace(/\/+$/, ''),
        label: 'POST token',
        isAnonymous: true,
        isIdempotent: true,
        form: {
          grant_type: 'client_credentials',
          client_id: settings.client_id,
          client_secret: settings.client_secret,
          scope: settings.scopes,
        },
      });
      const { access_token: value, expires_in: seconds } = checked('ZoomInfo', TokenAnswer, body);
      const expiresAt = seconds === undefined ? undefined : new Date(clock.now().getTime() + seconds * 1_000);
      return { value, ...(expiresAt && { expiresAt }) };
    },
  });
}
