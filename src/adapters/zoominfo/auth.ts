import { clientCredentials } from '../http/client-credentials.ts';
import type { VendorAuth } from '../http/exchange.ts';
import type { ClientContext } from '../vendor.ts';

/**
 * A token by client credentials, from another address than the questions. It lives for a day, as the answer
 * says; a second one at the same time would make the first worthless, so all who wait get the same.
 */
export function zoominfoAuth({
  settings,
  send,
  clock,
}: Pick<ClientContext<'zoominfo'>, 'settings' | 'send' | 'clock'>): VendorAuth {
  return clientCredentials({
    vendor: 'ZoomInfo',
    // Addresses of settings end in a slash; this one is a place, not a folder.
    url: settings.token_url.replace(/\/+$/, ''),
    id: settings.client_id,
    secret: settings.client_secret,
    scope: settings.scopes,
    send,
    clock,
  });
}
