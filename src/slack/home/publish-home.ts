import type { HomeView, KnownBlock } from '@slack/types';
import { homeView, plainHome } from '../../../blocks/home/index.ts';
import { validateView } from '../../../blocks/validate/view.ts';
import { contentHash } from '../../core/canonical-json.ts';
import type { Delivery } from '../../core/ports.ts';
import type { HomeNotice } from '../../store/home-store.ts';
import { type Called, type CallPlan, callSlack } from '../notifier/calls.ts';
import { postLimits } from '../notifier/limits.ts';
import type { HomeDeps } from './deps.ts';
import { loadHome } from './load-home.ts';

const SHOWN: Delivery = { kind: 'shown' };
const UNREADABLE = ['invalid_arguments', 'view_too_large', 'invalid_blocks'];
/** Publishing over what this process knows of, then over what another one has put there meanwhile. */
const WITH_HASH = 2;

const publishLimits = (userId: string): CallPlan['limits'] => [
  { name: 'views.publish', intervalMs: 600, burst: 20 },
  { name: `home:${userId}`, intervalMs: 1_000, burst: 1 },
];

/** Draws one person's Home tab if it is not as it should be. Throws `SYSTEM_UNAVAILABLE` like a notifier. */
export async function publishHome(deps: HomeDeps, userId: string): Promise<Delivery> {
  const { homes, teamId } = deps;
  let limits = publishLimits(userId);
  for (let attempt = 0; ; attempt += 1) {
    const shown = await homes.shown(teamId, userId);
    const notice = await homes.notice(teamId, userId);
    const view = homeView({ ...(await loadHome(deps, userId)), notice: blocksOf(notice) });
    const content = contentHash(view.blocks.slice(0, -1));
    if (shown?.content === content) return SHOWN;
    const hash = attempt < WITH_HASH ? shown?.hash : undefined;
    const published = await publish(deps, { userId, view, hash, limits });
    if (published.kind === 'later') return published;
    if (published.kind === 'done') {
      await homes.published(teamId, userId, { hash: published.value, content });
      return SHOWN;
    }
    if (published.error !== 'hash_conflict') return await giveUp(deps, userId, notice, published.error);
    limits = [limits[0]];
  }
}

interface Publishing {
  readonly userId: string;
  readonly view: HomeView;
  readonly hash: string | undefined;
  readonly limits: CallPlan['limits'];
}

async function publish(deps: HomeDeps, publishing: Publishing): Promise<Called<string>> {
  const { userId, view, hash, limits } = publishing;
  const [problem] = validateView(view, ['home']);
  if (problem) {
    deps.log.warn({ userId, pointer: problem.pointer, problem: problem.message }, 'a Home tab breaks a rule');
  }
  const call = (shown: HomeView, room: CallPlan['limits']) =>
    callSlack(deps, { teamId: deps.teamId, method: 'views.publish', limits: room }, async () => {
      const { view: now } = await deps.client.views.publish({
        user_id: userId,
        view: shown,
        ...(hash !== undefined && { hash }),
      });
      return now?.hash ?? '';
    });
  const published = await call(view, limits);
  if (published.kind !== 'refused' || !UNREADABLE.includes(published.error)) return published;
  deps.log.error({ userId, error: published.error }, 'Slack does not take a Home tab; a plain one is shown');
  return await call(plainHome(), [limits[0]]);
}

/** Until it is opened again. Whoever clicked must be told all the same. */
async function giveUp(
  deps: HomeDeps,
  userId: string,
  notice: HomeNotice | null,
  error: string,
): Promise<Delivery> {
  deps.log.warn({ userId, error }, 'a Home tab cannot be shown');
  await deps.homes.forget(deps.teamId, userId);
  if (!notice) return SHOWN;
  const told = await callSlack(
    deps,
    { teamId: deps.teamId, method: 'chat.postMessage', limits: postLimits(userId) },
    () =>
      deps.client.chat.postMessage({
        channel: userId,
        text: notice.text,
        blocks: [...blocksOf(notice)],
        unfurl_links: false,
        unfurl_media: false,
      }),
  );
  if (told.kind === 'later') return told;
  await deps.homes.clearNotice(deps.teamId, userId);
  return SHOWN;
}

/** They were made by this program a minute ago at most. */
const blocksOf = (notice: HomeNotice | null): readonly KnownBlock[] =>
  (notice?.blocks ?? []) as readonly KnownBlock[];
