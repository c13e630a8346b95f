import { checked } from '../http/checked.ts';
import { clientCredentials } from '../http/client-credentials.ts';
import type { VendorAuth } from '../http/exchange.ts';
import type { ClientContext } from '../vendor.ts';
import { SalesforceInstance } from './schema.ts';

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
  const token = clientCredentials({
    vendor: 'Salesforce',
    url: 'services/oauth2/token',
    id: settings.client_id,
    secret: settings.client_secret,
    onAnswer(body) {
      const { instance_url } = checked('Salesforce', SalesforceInstance, body);
      instance = `${instance_url.replace(/\/+$/, '')}/`;
    },
    send,
    clock,
  });
  return { ...token, baseUrl: () => instance };
}
