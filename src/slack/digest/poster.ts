import { digestMessages } from '../../../blocks/index.ts';
import type { Message } from '../../../blocks/layout/message.ts';
import type { DigestDelivered, DigestDelivery, DigestPoster, DigestTarget } from '../../digest/ports.ts';
import type { DigestStore } from '../../store/digest-store.ts';
import { thrownFacts } from '../log.ts';
import { type Called, callSlack } from '../notifier/calls.ts';
import { OPEN_LIMITS } from '../notifier/limits.ts';
import { type Place, postMessage, updateMessage } from '../notifier/send.ts';
import { isUnreachable } from '../notifier/slack-errors.ts';
import { type FileUploadDeps, shareFile, uploadFile } from '../posting/file-upload.ts';
import { type Posted, postOnce } from '../posting/post-once.ts';

export interface DigestPosterDeps extends FileUploadDeps {
  readonly digests: DigestStore;
}

/** Posts digests in Slack: first one sentence, then the whole in its place, the rest in its thread. */
export function createDigestPoster(deps: DigestPosterDeps): DigestPoster {
  return {
    async deliver(delivery) {
      const { head, card, replies } = digestMessages(delivery.content);
      const posted = await postHead(deps, delivery, head);
      if (posted.kind !== 'done') return posted;
      const place = posted.value;
      const sending = sendingOf(delivery);
      if (card !== head) {
        const drawn = await updateMessage(deps, sending, card, place);
        if (drawn.kind === 'later') return drawn;
        if (drawn.kind === 'refused') {
          deps.log.warn({ member: sending.member, error: drawn.error }, 'a digest cannot be completed');
          return { kind: 'done' };
        }
      }
      return (await postReplies(deps, delivery, replies, place)) ?? (await postChart(deps, delivery, place));
    },
  };
}

const sendingOf = ({ digest: { teamId, target, occasion } }: DigestDelivery) => ({
  teamId,
  member: `digest.${target}.${occasion}`,
});

async function postHead(deps: DigestPosterDeps, delivery: DigestDelivery, head: Message): Promise<Posted> {
  const { digest, target } = delivery;
  return await postOnce(deps.digests.posting(digest), 'head', async () => {
    let refused: Called<Place> = { kind: 'refused', error: 'no_place' };
    for (const open of placesOf(deps, digest.teamId, target)) {
      const opened = await open();
      if (opened.kind !== 'done') return opened;
      const posted = await postMessage(deps, sendingOf(delivery), head, { channel: opened.value });
      if (posted.kind !== 'refused' || !isUnreachable(posted.error)) return posted;
      refused = posted;
    }
    return refused;
  });
}

/** The channel first; a direct message where it takes none, if there is somebody to write to. */
function placesOf(
  deps: DigestPosterDeps,
  teamId: string,
  { channel, userId }: DigestTarget,
): (() => Promise<Called<string>>)[] {
  const method = 'conversations.open';
  const direct = async (): Promise<Called<string>> => {
    const opened = await callSlack(deps, { teamId, method, limits: OPEN_LIMITS }, async () => {
      const answer = await deps.client.conversations.open({ users: userId ?? '' });
      return answer.channel?.id;
    });
    if (opened.kind !== 'done') return opened;
    const { value } = opened;
    return value === undefined ? { kind: 'refused', error: 'no_channel' } : { kind: 'done', value };
  };
  return [
    ...(channel === undefined
      ? []
      : [async (): Promise<Called<string>> => ({ kind: 'done', value: channel })]),
    ...(userId === undefined ? [] : [direct]),
  ];
}

/** Null when all of them stand there, or never will. */
async function postReplies(
  deps: DigestPosterDeps,
  delivery: DigestDelivery,
  replies: readonly Message[],
  { channel, ts }: Place,
): Promise<DigestDelivered | null> {
  for (const [index, reply] of replies.entries()) {
    const posted = await postOnce(deps.digests.posting(delivery.digest), `reply.${index}`, () =>
      postMessage(deps, sendingOf(delivery), reply, { channel, threadTs: ts }),
    );
    if (posted.kind === 'later') return posted;
    if (posted.kind !== 'done') {
      deps.log.warn({ member: sendingOf(delivery).member, index }, 'a part of a digest may be missing');
    }
  }
  return null;
}

/** The picture is worth no repetition: the numbers stand in the text. */
async function postChart(
  deps: DigestPosterDeps,
  delivery: DigestDelivery,
  place: Place,
): Promise<DigestDelivered> {
  const { digest } = delivery;
  const without = (facts: object): DigestDelivered => {
    deps.log.warn({ member: sendingOf(delivery).member, ...facts }, 'a digest goes without its picture');
    return { kind: 'done' };
  };
  try {
    const chart = await delivery.chart();
    if (!chart) return { kind: 'done' };
    const shared = await postOnce(deps.digests.posting(digest), 'chart', async () => {
      const uploaded = await uploadFile(deps, digest.teamId, { ...chart, bytes: chart.png });
      return uploaded.kind === 'done'
        ? await shareFile(deps, digest.teamId, uploaded.value, place)
        : uploaded;
    });
    if (shared.kind === 'later') return shared;
    return shared.kind === 'done'
      ? shared
      : without({ error: shared.kind === 'refused' ? shared.error : 'unclear' });
  } catch (thrown) {
    return without(thrownFacts(thrown));
  }
}
