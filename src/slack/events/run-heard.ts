import { errorAnswer } from '../../../blocks/index.ts';
import { CugarError } from '../../core/errors.ts';
import { type CommandDeps, type Reply, refused, requestKeyOf } from '../commands/command-request.ts';
import { answerWords, type Ran } from '../commands/run-command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { thrownFacts } from '../log.ts';
import { isMember } from '../may-decide.ts';
import type { Heard } from './heard.ts';
import { tellHeard } from './heard-answer.ts';

/**
 * Answers a mention or a direct message once, however often Slack sends its event. Throws `SYSTEM_UNAVAILABLE`
 * while another delivery of it is in work, so that Slack asks again.
 */
export async function runHeard(deps: CommandDeps, heard: Heard): Promise<void> {
  const startedAt = performance.now();
  const request = `event:${heard.eventId}`;
  const turn = await known(deps, () => deps.handled.begin(deps.teamId, request), 'first');
  if (turn === 'done') return;
  if (turn === 'working') {
    throw new CugarError('SYSTEM_UNAVAILABLE', 'Another delivery of the same event is in work');
  }
  try {
    const ran = await answerOf(deps, heard);
    if (ran) {
      await tellHeard(deps, heard, ran.message);
      deps.hooks.onCommand(ran.name, ran.outcome, (performance.now() - startedAt) / 1_000);
    }
  } catch (thrown) {
    await known(deps, () => deps.handled.release(deps.teamId, request), undefined);
    throw thrown;
  }
  await known(deps, () => deps.handled.done(deps.teamId, request), undefined);
}

/** Null for bots, which get no answer. */
async function answerOf(deps: CommandDeps, heard: Heard): Promise<Ran | null> {
  const standing = await standingOf(deps, heard);
  if (standing === 'bot') return null;
  if (standing !== 'member') return { name: 'unknown', ...standing };
  const { teamId } = deps;
  const { userId, channelId, threadTs, text, eventId } = heard;
  const requestKey = requestKeyOf(teamId, userId, eventId);
  const thread = threadTs !== undefined && { threadTs };
  return await answerWords(deps, { teamId, userId, channelId, requestKey, text, ...thread });
}

/** Whether the words of this person count, or what to say instead. Who cannot be checked is asked to try again. */
async function standingOf(deps: CommandDeps, { userId }: Heard): Promise<'member' | 'bot' | Reply> {
  const reference = deps.ids.traceId();
  try {
    const person = await deps.directory.person(userId);
    if (person?.isBot) return 'bot';
    if (person && isMember(deps, person)) return 'member';
    const message = 'Only members of the workspace that Cugar belongs to may ask it';
    return refused(errorAnswer({ code: 'USER_PERMISSION', message, reference }));
  } catch (thrown) {
    const undone = 'It cannot be checked who you are. Nothing was started.';
    const message = failureAnswer(thrown, { reference, undone, log: deps.log, what: 'mention' });
    return { message, outcome: 'failed' };
  }
}

/** Without its memory an event is handled as if it came first: what it starts cannot be started twice. */
async function known<T>({ log }: Pick<CommandDeps, 'log'>, ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    log.warn(thrownFacts(thrown), 'repeated events cannot be told at the moment');
    return otherwise;
  }
}
