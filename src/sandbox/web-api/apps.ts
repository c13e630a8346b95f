import { ApiError } from './api-error.ts';
import type { Methods } from './method.ts';

const SCOPE = 'connections:write';

/** `apps.connections.open`: an address for one WebSocket. */
export const APPS: Methods = {
  'apps.connections.open': {
    tier: 3,
    takesAppToken: true,
    run(_args, { world: { app }, links, host }) {
      if (!app.appTokenScopes.includes(SCOPE)) {
        throw new ApiError('missing_scope', { needed: SCOPE, provided: app.appTokenScopes.join(',') });
      }
      return { url: `ws://${host()}${links.ticket(app.appId)}` };
    },
  },
};
