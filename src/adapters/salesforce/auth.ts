import { readPrivateKey } from '../../config/vendors/read-private-key.ts';
import { CugarError } from '../../core/errors.ts';
import type { BearerToken } from '../http/bearer-token.ts';
import { checked } from '../http/checked.ts';
import { clientCredentials } from '../http/client-credentials.ts';
import type { VendorAuth } from '../http/exchange.ts';
import { jwtBearer } from '../http/jwt-bearer.ts';
import type { ClientContext } from '../vendor.ts';
import { SalesforceInstance } from './schema.ts';

type AuthContext = Pick<ClientContext<'salesforce'>, 'settings' | 'send' | 'clock'>;

/**
 * A token by client credentials or by a signed JWT, from the address of My Domain. How long it lives is a setting
 * of the organization that nobody tells; it is renewed when it is refused. The answer also says where to ask with it.
 */
export function salesforceAuth({ settings, send, clock }: AuthContext): VendorAuth {
  let instance: string | undefined;
  const onAnswer = (body: unknown) => {
    const { instance_url } = checked('Salesforce', SalesforceInstance, body);
    instance = `${instance_url.replace(/\/+$/, '')}/`;
  };
  const common = { vendor: 'Salesforce', url: 'services/oauth2/token', onAnswer, send, clock };
  return { ...tokenBy(settings, common), baseUrl: () => instance };
}

function tokenBy(settings: AuthContext['settings'], common: Omit<BearerToken, 'grant'>) {
  const {
    client_id: id,
    client_secret: secret,
    user_name: subject,
    private_key_file: path,
    audience,
  } = settings;
  if (secret !== undefined) return clientCredentials({ ...common, id, secret });
  if (subject === undefined || path === undefined)
    throw new CugarError('SYSTEM_CONFIG', 'Salesforce has neither a client secret nor a private key.');
  return jwtBearer({ ...common, key: readPrivateKey(path), issuer: id, subject, audience });
}
