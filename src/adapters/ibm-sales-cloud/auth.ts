import { readCrmMapping } from '../../config/vendors/read-crm-mapping.ts';
import { SECOND } from '../../core/clock.ts';
import { checked } from '../http/checked.ts';
import type { VendorAuth } from '../http/exchange.ts';
import { renewedToken } from '../http/renewed-token.ts';
import type { ClientContext } from '../vendor.ts';
import { CrmToken } from './schema.ts';

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
      return renewedToken({
        now: () => clock.now(),
        headers: bearer,
        async fetchToken() {
          const { body } = await send({
            method: 'POST',
            url: auth.token_path,
            label: 'POST token',
            isAnonymous: true,
            isIdempotent: true,
            headers: withTenant({}),
            form: {
              grant_type: 'client_credentials',
              client_id: auth.client_id,
              client_secret: key,
              ...(auth.scope !== undefined && { scope: auth.scope }),
            },
          });
          const { access_token, expires_in } = checked('IBM Sales Cloud', CrmToken, body);
          const ms = expires_in ? Number(expires_in) * SECOND : null;
          return {
            value: access_token,
            ...(ms !== null && { expiresAt: new Date(clock.now().getTime() + ms) }),
          };
        },
      });
  }
}
