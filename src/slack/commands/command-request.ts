import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Message } from '../../../blocks/layout/message.ts';
import type { CommandOutcome, SlackWebDeps } from '../deps.ts';
import type { Directory } from '../directory.ts';

/** A slash command as Slack sends it; what else it sends is not used. */
export const CommandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string().min(1),
});

/** One command of one person. */
export interface CommandRequest {
  readonly teamId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Slack message in whose thread the request was made, if it was in one: its cards go there too. */
  readonly threadTs?: string;
  /** Equal for every delivery of the same request. */
  readonly requestKey: string;
  readonly args: readonly string[];
}

export interface Reply {
  readonly message: Message;
  readonly outcome: CommandOutcome;
}

export interface CommandDeps extends SlackWebDeps {
  readonly teamId: string;
  readonly enterpriseId: string | undefined;
  readonly directory: Directory;
}

export type CommandHandler = (deps: CommandDeps, request: CommandRequest) => Promise<Reply>;

export function requestKeyOf(teamId: string, userId: string, triggerId: string): string {
  return createHash('sha256').update([teamId, userId, triggerId].join('\n')).digest('hex').slice(0, 40);
}

export const answered = (message: Message): Reply => ({ message, outcome: 'answered' });
export const refused = (message: Message): Reply => ({ message, outcome: 'refused' });
