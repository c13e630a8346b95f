import { errorAnswer } from '../../../blocks/index.ts';
import { CugarError } from '../../core/errors.ts';
import { failureAnswer } from '../failure-answer.ts';
import { ANSWER_WITHIN_MS, within } from '../within.ts';
import {
  type CommandDeps,
  CommandPayload,
  type CommandRequest,
  type Reply,
  refused,
  requestKeyOf,
} from './command-request.ts';
import { handlerOf } from './handlers.ts';
import { parseCommand } from './parse-command.ts';

export interface Ran extends Reply {
  /** The subcommand, or `unknown`. */
  readonly name: string;
}

/** Answers one slash command. Never throws: what goes wrong becomes an answer too. */
export async function runCommand(deps: CommandDeps, body: unknown): Promise<Ran> {
  const payload = CommandPayload.safeParse(body);
  if (!payload.success) return { name: 'unknown', ...outsideAnswer(deps, 'The command cannot be read') };
  const {
    team_id: teamId,
    user_id: userId,
    channel_id: channelId,
    trigger_id: triggerId,
    text,
  } = payload.data;
  if (teamId !== deps.teamId) {
    return {
      name: 'unknown',
      ...outsideAnswer(deps, 'Only members of the workspace that Cugar belongs to may ask it'),
    };
  }
  const requestKey = requestKeyOf(teamId, userId, triggerId);
  return await answerWords(deps, { teamId, userId, channelId, requestKey, text });
}

/** Answers the words of a command, however they came. Never throws. */
export async function answerWords(
  deps: CommandDeps,
  { text, ...request }: Omit<CommandRequest, 'args'> & { readonly text: string },
): Promise<Ran> {
  return await runWords(deps, parseCommand(text), request);
}

/** Answers a command that is already taken apart. Never throws. */
export async function runWords(
  deps: CommandDeps,
  words: readonly string[],
  request: Omit<CommandRequest, 'args'>,
): Promise<Ran> {
  const { name, args, handler } = handlerOf(words);
  return { name, ...(await guardedReply(deps, name, handler(deps, { ...request, args }))) };
}

/** The reply, or what went wrong in its place, always in time for Slack. */
async function guardedReply(deps: CommandDeps, what: string, reply: Promise<Reply>): Promise<Reply> {
  try {
    return await within(ANSWER_WITHIN_MS, reply);
  } catch (thrown) {
    const undone = neverLeft(thrown)
      ? 'It could not be queued: the store behind Cugar does not answer. Nothing was started.'
      : 'The store behind Cugar does not answer, so it is not certain whether it was queued. Look at `/cugar status` before you ask again.';
    const message = failureAnswer(thrown, { reference: deps.ids.traceId(), undone, log: deps.log, what });
    return { message, outcome: isRefusal(thrown) ? 'refused' : 'failed' };
  }
}

/** Redis answered with an error, or there was no connection to ask it on. */
function neverLeft(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.name === 'ReplyError' || /isn't writeable|ECONNREFUSED/.test(thrown.message);
}

function isRefusal(thrown: unknown): boolean {
  return thrown instanceof CugarError && /^(USER|POLICY)_/.test(thrown.code);
}

function outsideAnswer(deps: CommandDeps, message: string): Reply {
  return refused(errorAnswer({ code: 'USER_PERMISSION', message, reference: deps.ids.traceId() }));
}
