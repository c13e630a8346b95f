import { MAX_VIEW_BYTES, validateView } from '../../../blocks/validate/view.ts';
import type { SandboxCore } from '../core.ts';
import { isJson, type Json } from '../json.ts';
import { MAX_VIEW_STACK, type View, viewJson } from '../views.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { jsonArg, type Methods, textArg } from './method.ts';

function readView(args: Json, core: SandboxCore, type: 'modal' | 'home', self?: View): Json {
  const view = jsonArg(args, 'view', () => invalidArguments(['must provide an object [json-pointer:/view]']));
  if (Buffer.byteLength(JSON.stringify(view ?? '')) > MAX_VIEW_BYTES) throw new ApiError('view_too_large');
  const problems = validateView(view, [type]);
  if (problems.length > 0 || !isJson(view)) throw invalidArguments(problems.map(({ message }) => message));
  const owner =
    typeof view.external_id === 'string' &&
    view.external_id !== '' &&
    core.views.findByExternalId(view.external_id);
  if (owner && owner.id !== self?.id) throw new ApiError('duplicate_external_id');
  return view;
}

function show(
  core: SandboxCore,
  kind: 'view_opened' | 'view_pushed' | 'view_updated' | 'home_published',
  view: View,
): Json {
  core.transcript.add({ kind, userId: view.userId, view });
  const { app, team } = core.world;
  return { view: viewJson(view, { ...app, teamId: team.id }) };
}

function requireHash(args: Json, view: View | undefined): void {
  const hash = textArg(args, 'hash');
  if (hash && view && view.hash !== hash) throw new ApiError('hash_conflict');
}

/** Methods of `views.*`. */
export const VIEWS: Methods = {
  'views.open': {
    tier: 4,
    required: ['view', 'trigger_id'],
    run(args, core) {
      const content = readView(args, core, 'modal');
      const userId = core.triggers.exchange(textArg(args, 'trigger_id'));
      return show(core, 'view_opened', core.views.open(userId, content));
    },
  },
  'views.push': {
    tier: 4,
    required: ['view', 'trigger_id'],
    run(args, core) {
      const content = readView(args, core, 'modal');
      const userId = core.triggers.exchange(textArg(args, 'trigger_id'));
      const open = core.views.stack(userId);
      if (open.length === 0) throw new ApiError('not_found');
      if (open.length >= MAX_VIEW_STACK) throw new ApiError('push_limit_reached');
      return show(core, 'view_pushed', core.views.push(userId, content));
    },
  },
  'views.update': {
    tier: 4,
    required: ['view'],
    run(args, core) {
      const view =
        core.views.find(textArg(args, 'view_id')) ??
        core.views.findByExternalId(textArg(args, 'external_id') || '-');
      const content = readView(args, core, view?.type ?? 'modal', view);
      if (!view) throw new ApiError('not_found');
      requireHash(args, view);
      return show(core, 'view_updated', core.views.update(view, content));
    },
  },
  'views.publish': {
    tier: 4,
    required: ['user_id', 'view'],
    run(args, core) {
      const userId = textArg(args, 'user_id');
      const home = core.views.home(userId);
      const content = readView(args, core, 'home', home);
      if (!core.world.app.homeTab) throw new ApiError('not_enabled');
      if (!core.world.people.has(userId)) throw new ApiError('missing_profile_id');
      requireHash(args, home);
      return show(core, 'home_published', core.views.publish(userId, content));
    },
  },
};
