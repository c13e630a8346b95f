import type { VendorAuth } from './exchange.ts';

export interface Token {
  readonly value: string;
  /** Absent where the vendor does not say. */
  readonly expiresAt?: Date;
}

/** A token is not used in its last minute: it must live until the request arrives. */
const MARGIN_MS = 60_000;

/** Credentials that are a token with a life: fetched when needed, once for all who wait, and again after a 401. */
export function renewedToken(options: {
  readonly fetchToken: () => Promise<Token>;
  readonly headers: (token: string) => Readonly<Record<string, string>>;
  readonly now: () => Date;
}): Required<Pick<VendorAuth, 'headers' | 'renew'>> {
  let current: Token | null = null;
  let fetching: Promise<Token> | null = null;
  const isFresh = ({ expiresAt }: Token) =>
    expiresAt === undefined || expiresAt.getTime() - options.now().getTime() > MARGIN_MS;
  const fetched = () => {
    fetching ??= options.fetchToken().finally(() => {
      fetching = null;
    });
    return fetching;
  };
  return {
    async headers() {
      current = current && isFresh(current) ? current : await fetched();
      return options.headers(current.value);
    },
    async renew() {
      current = await fetched();
    },
  };
}
