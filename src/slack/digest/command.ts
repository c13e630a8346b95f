import { digestAnswer, digestOwnerUnknown, digestState } from '../../../blocks/index.ts';
import {
  answered,
  type CommandHandler,
  type CommandRequest,
  type Reply,
  refused,
} from '../commands/command-request.ts';
import { usage } from '../commands/usage.ts';
import { type WakeHomesDeps, wakeDigestHomes } from '../home/wake-digest.ts';
import {
  type ChangeDeps,
  changeDigest,
  type DigestChange,
  type DigestControls,
  digestStateOf,
  mayUseDigest,
} from './change.ts';

/** One digest a minute and channel, whoever asks. */
const askLimit = (channel: string) => ({ name: `digest-now:${channel}`, intervalMs: 60_000, burst: 1 });

/** No owner is called longer. */
const MAX_NAME = 200;

/** `digest`, `digest now|on|off` and `digest me on [<name>]|me off`. */
export function digestCommand(digest: DigestControls): CommandHandler {
  return async (commandDeps, request) => {
    const deps = { ...commandDeps, digest };
    const [word = '', ...rest] = request.args.map((arg, index) => (index < 2 ? arg.toLowerCase() : arg));
    if (word === '') return answered(digestState(await digestStateOf(deps, request)));
    if (word === 'now' && rest.length === 0) return await sendNow(deps, request);
    const change = readChange(word, rest);
    if (change === null) return refused(usage('digest'));
    return await apply(deps, request, change);
  };
}

function readChange(word: string, rest: readonly string[]): DigestChange | null {
  if ((word === 'on' || word === 'off') && rest.length === 0) return { kind: word };
  if (word !== 'me') return null;
  const [second, ...names] = rest;
  if (second === 'off' && names.length === 0) return { kind: 'me_off' };
  if (second !== 'on') return null;
  const owner = Array.from(names.join(' ')).slice(0, MAX_NAME).join('');
  return owner === '' ? { kind: 'me_on' } : { kind: 'me_on', owner };
}

async function apply(
  deps: ChangeDeps & WakeHomesDeps,
  request: CommandRequest,
  change: DigestChange,
): Promise<Reply> {
  const changed = await changeDigest(deps, request, change);
  await wakeDigestHomes(deps, request, change);
  if (changed.kind === 'unknown_owner') return refused(digestOwnerUnknown(changed.name, changed.nearest));
  const message = digestAnswer(changed.kind, await digestStateOf(deps, request));
  return changed.kind === 'not_allowed' || changed.kind === 'no_channel'
    ? refused(message)
    : answered(message);
}

/** Answered when the request is durable; the digest itself is made by a worker. */
async function sendNow(
  deps: ChangeDeps,
  { teamId, userId, channelId, requestKey }: CommandRequest,
): Promise<Reply> {
  const state = await digestStateOf(deps, { teamId, userId });
  if (!(await mayUseDigest(deps, userId))) return refused(digestAnswer('not_allowed', state));
  const waitMs = await deps.digest.limits.take(teamId, [askLimit(channelId)]);
  if (waitMs > 0) return refused(digestAnswer('just_now', state));
  await deps.digest.requests.now({ teamId, userId, channelId, requestKey });
  return { message: digestAnswer('now', state), outcome: 'queued' };
}
