import type { SandboxCore } from '../core.ts';
import type { Json } from '../json.ts';
import { ApiError } from './api-error.ts';
import { APPS } from './apps.ts';
import { CHAT } from './chat.ts';
import { CONVERSATIONS } from './conversations.ts';
import { FILES } from './files.ts';
import { type Methods, requireArgs, requireScope, textArg } from './method.ts';
import { USERS } from './users.ts';
import { VIEWS } from './views.ts';
import { WORKSPACE } from './workspace.ts';

/** Every method that the sandbox knows, by name. */
export const METHODS: Methods = {
  ...APPS,
  ...CHAT,
  ...CONVERSATIONS,
  ...FILES,
  ...USERS,
  ...VIEWS,
  ...WORKSPACE,
};

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

function requireToken(
  { world: { app } }: SandboxCore,
  token: string | undefined,
  takesAppToken: boolean,
): void {
  if (!token) throw new ApiError('not_authed');
  const [wanted, other] = takesAppToken ? [app.appToken, app.token] : [app.token, app.appToken];
  if (token === other) throw new ApiError('not_allowed_token_type');
  if (token !== wanted) throw new ApiError('invalid_auth');
  if (app.status !== 'active') throw new ApiError(app.status);
}

/** Answers one call: the token first, then limits, scope and arguments, then the method itself. */
export function callMethod(
  core: SandboxCore,
  name: string,
  args: Json,
  token: string | undefined,
): ApiAnswer {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  const headers = {
    'x-oauth-scopes': core.world.app.scopes.join(','),
    ...(method?.scope && { 'x-accepted-oauth-scopes': method.scope }),
  };
  try {
    if (!method) throw new ApiError('unknown_method', { req_method: name });
    requireToken(core, token, method.takesAppToken === true);
    const waitS = core.rateLimits.take(name, method.tier, textArg(args, 'channel'));
    if (waitS > 0) {
      return {
        status: 429,
        headers: { ...headers, 'retry-after': String(waitS) },
        body: { ok: false, error: 'ratelimited' },
      };
    }
    if (method.scope) requireScope(core, method.scope);
    requireArgs(args, method.required ?? []);
    return { status: 200, headers, body: { ok: true, ...method.run(args, core) } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 200, headers, body: { ok: false, error: error.code, ...error.extra } };
  }
}
