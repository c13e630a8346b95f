import { readCrmMapping } from '../../config/vendors/read-crm-mapping.ts';
import { clientCredentials } from '../http/client-credentials.ts';
import type { VendorAuth } from '../http/exchange.ts';
import type { ClientContext } from '../vendor.ts';

/** Proves who asks, in the style of the mapping, with the tenant where there is one. */
export function crmAuth({
  settings,
  send,
  clock,
}: Pick<ClientContext<'ibm_sales_cloud'>, 'settings' | 'send' | 'clock'>): VendorAuth {
  const { auth, tenant_header } = readCrmMapping(settings.mapping);
  const { api_key: key, tenant_id: tenant } = settings;
  const withTenant = (headers: Readonly<Record<string, string>>) => ({
    ...headers,
    ...(tenant !== undefined && { [tenant_header.toLowerCase()]: tenant }),
  });
  const bearer = (token: string) => withTenant({ authorization: `Bearer ${token}` });
  switch (auth.style) {
    case 'bearer':
      return { headers: async () => bearer(key) };
    case 'header':
      return { headers: async () => withTenant({ [auth.name.toLowerCase()]: `${auth.prefix}${key}` }) };
    case 'basic': {
      const pair = Buffer.from(`${auth.user}:${key}`, 'utf8').toString('base64');
      return { headers: async () => withTenant({ authorization: `Basic ${pair}` }) };
    }
    case 'client_credentials':
      return clientCredentials({
        vendor: 'IBM Sales Cloud',
        url: auth.token_path,
        id: auth.client_id,
        secret: key,
        scope: auth.scope,
        headers: withTenant({}),
        send,
        clock,
      });
  }
}
