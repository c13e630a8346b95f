import type { SandboxCore } from '../core.ts';
import type { EventOutcome, Events } from '../events.ts';
import type { Json } from '../json.ts';
import type { Message } from '../messages.ts';
import { postMessage } from '../posting.ts';
import type { Channel, Person } from '../world.ts';

export interface Written extends EventOutcome {
  readonly message: Message;
}

interface Place {
  readonly channel: Channel;
  /** The message that is replied to. */
  readonly threadTs?: string;
}

/** What a person writes by hand, and the events that the app gets of it. */
export function createWriting(core: SandboxCore, events: Events, person: Person) {
  const { app } = core.world;

  function write(text: string, { channel, threadTs }: Place): Message {
    return postMessage(core, {
      channelId: channel.id,
      authorId: person.id,
      text,
      ...(threadTs !== undefined && { threadTs }),
    });
  }

  const eventOf = (message: Message, type: string): Json => ({
    client_msg_id: core.ids.secret(),
    type,
    user: person.id,
    text: message.text,
    ts: message.ts,
    team: person.teamId,
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    blocks: [richText(message.text)],
    channel: message.channelId,
    event_ts: message.ts,
  });

  return {
    write,
    async mention(text: string, place: Place): Promise<Written> {
      const message = write(`<@${app.botUserId}> ${text}`, place);
      return { ...(await events.send(eventOf(message, 'app_mention'))), message };
    },
    /** In the direct conversation with the app. */
    async tell(text: string, threadTs?: string): Promise<Written> {
      if (!app.messagesTab) throw new Error('the app takes no direct messages');
      const channel = core.world.openDm(person.id);
      const message = write(text, { channel, ...(threadTs !== undefined && { threadTs }) });
      return { ...(await events.send({ ...eventOf(message, 'message'), channel_type: 'im' })), message };
    },
  };
}

function richText(text: string): Json {
  const [, user, rest = text] = /^<@([UW][A-Z0-9]+)>([\s\S]*)$/.exec(text) ?? [];
  const elements = [...(user ? [{ type: 'user', user_id: user }] : []), { type: 'text', text: rest }];
  return { type: 'rich_text', block_id: 'said', elements: [{ type: 'rich_text_section', elements }] };
}
