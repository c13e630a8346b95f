import { checked } from '../http/checked.ts';
import type { VendorAuth } from '../http/exchange.ts';
import { renewedToken } from '../http/renewed-token.ts';
import type { ClientContext } from '../vendor.ts';
import { SalesforceToken } from './schema.ts';

/**
 * A token by client credentials, from the address of My Domain. How long it lives is a setting of the
 * organization that nobody tells; it is renewed when it is refused. The answer also says where to ask with it.
 */
export function salesforceAuth({
  settings,
  send,
  clock,
}: Pick<ClientContext<'salesforce'>, 'settings' | 'send' | 'clock'>): VendorAuth {
  let instance: string | undefined;
  const token = renewedToken({
    now: () => clock.now(),
    headers: (value) => ({ authorization: `Bearer ${value}` }),
    async fetchToken() {
      const { body } = await send({
        method: 'POST',
        url: 'services/oauth2/token',
        label: 'POST token',
        isAnonymous: true,
        isIdempotent: true,
        form: {
          grant_type: 'client_credentials',
          client_id: settings.client_id,
          client_secret: settings.client_secret,
        },
      });
      const { access_token, instance_url } = checked('Salesforce', SalesforceToken, body);
      instance = `${instance_url.replace(/\/+$/, '')}/`;
      return { value: access_token };
    },
  });
  return { ...token, baseUrl: () => instance };
}
