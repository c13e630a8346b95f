import { type BearerToken, bearerToken } from './bearer-token.ts';

interface ClientCredentials extends Omit<BearerToken, 'grant'> {
  readonly id: string;
  readonly secret: string;
  readonly scope?: string | undefined;
}

/** A bearer token for the client's own credentials, as RFC 6749 says in section 4.4. */
export function clientCredentials({ id, secret, scope, ...rest }: ClientCredentials) {
  return bearerToken({
    ...rest,
    grant: () => ({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      ...(scope !== undefined && { scope }),
    }),
  });
}
