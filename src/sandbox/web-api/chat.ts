import { type MessageMethod, validateMessage } from '../../../blocks/validate/message.ts';
import { isJson, type Json } from '../json.ts';
import { type Draft, messageJson } from '../messages.ts';
import { deleteMessage, postMessage, updateMessage } from '../posting.ts';
import { ApiError, invalidBlocks } from './api-error.ts';
import { channelToPostIn, knownChannel, ownMessage } from './chat-access.ts';
import { jsonArg, type Methods, textArg } from './method.ts';

/** Above this a posted text is cut. */
const MAX_POSTED_TEXT = 40_000;
const MAX_METADATA_BYTES = 16_000;

function readMetadata(args: Json): Json | undefined {
  const metadata = jsonArg(args, 'metadata', () => new ApiError('invalid_metadata_format'));
  if (metadata === undefined) return undefined;
  if (!isJson(metadata)) throw new ApiError('invalid_metadata_format');
  const isEmpty = Object.keys(metadata).length === 0;
  if (!isEmpty && (typeof metadata.event_type !== 'string' || !isJson(metadata.event_payload))) {
    throw new ApiError('invalid_metadata_format');
  }
  if (JSON.stringify(metadata).length > MAX_METADATA_BYTES) throw new ApiError('metadata_too_large');
  return metadata;
}

function readDraft(args: Json, method: MessageMethod): Draft {
  if (args.markdown_text !== undefined) {
    if (args.text !== undefined || args.blocks !== undefined) throw new ApiError('markdown_text_conflict');
    return readDraft(
      { ...args, markdown_text: undefined, blocks: [{ type: 'markdown', text: args.markdown_text }] },
      method,
    );
  }
  const text = textArg(args, 'text');
  const blocks = jsonArg(args, 'blocks', () => new ApiError('invalid_blocks_format'));
  const refusal = validateMessage({ text, blocks }, method);
  if (refusal)
    throw refusal.error === 'invalid_blocks' ? invalidBlocks(refusal.problems) : new ApiError(refusal.error);
  const metadata = readMetadata(args);
  return {
    text: [...text].slice(0, MAX_POSTED_TEXT).join(''),
    ...(Array.isArray(blocks) && { blocks }),
    ...(metadata && { metadata }),
  };
}

/** Methods of `chat.*`. */
export const CHAT: Methods = {
  'chat.postMessage': {
    tier: 'post',
    scope: 'chat:write',
    required: ['channel'],
    run(args, core) {
      const channel = channelToPostIn(core, textArg(args, 'channel'));
      const draft = readDraft(args, 'chat.postMessage');
      const threadTs = textArg(args, 'thread_ts');
      if (threadTs && !core.messages.find(channel.id, threadTs))
        throw new ApiError('cannot_reply_to_message');
      const { app, team } = core.world;
      const message = postMessage(core, {
        ...draft,
        channelId: channel.id,
        authorId: app.botUserId,
        ...(threadTs && { threadTs }),
      });
      return { channel: channel.id, ts: message.ts, message: messageJson(message, app, team.id) };
    },
  },
  'chat.update': {
    tier: 3,
    scope: 'chat:write',
    required: ['channel', 'ts'],
    run(args, core) {
      const channel = knownChannel(core, textArg(args, 'channel'));
      const before = ownMessage(core, channel, textArg(args, 'ts'), 'cant_update_message');
      if (channel.isArchived) throw new ApiError('is_inactive');
      const message = updateMessage(core, before, readDraft(args, 'chat.update'));
      const { app, team } = core.world;
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: messageJson(message, app, team.id),
      };
    },
  },
  'chat.postEphemeral': {
    tier: 4,
    scope: 'chat:write',
    required: ['channel', 'user'],
    run(args, core) {
      const channel = channelToPostIn(core, textArg(args, 'channel'));
      const userId = textArg(args, 'user');
      if (!channel.members.has(userId)) throw new ApiError('user_not_in_channel');
      const threadTs = textArg(args, 'thread_ts');
      const message = postMessage(core, {
        ...readDraft(args, 'chat.postEphemeral'),
        channelId: channel.id,
        authorId: core.world.app.botUserId,
        ephemeralTo: userId,
        ...(threadTs && { threadTs }),
      });
      return { message_ts: message.ts };
    },
  },
  'chat.delete': {
    tier: 3,
    scope: 'chat:write',
    required: ['channel', 'ts'],
    run(args, core) {
      const channel = knownChannel(core, textArg(args, 'channel'));
      const message = ownMessage(core, channel, textArg(args, 'ts'), 'cant_delete_message');
      deleteMessage(core, message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    tier: 'special',
    required: ['channel', 'message_ts'],
    run(args, core) {
      const channel = knownChannel(core, textArg(args, 'channel'));
      const message = core.messages.find(channel.id, textArg(args, 'message_ts'));
      if (!message || message.ephemeralTo) throw new ApiError('message_not_found');
      const place = `${channel.id}/p${message.ts.replace('.', '')}`;
      return {
        channel: channel.id,
        permalink: `https://${core.world.team.domain}.slack.com/archives/${place}`,
      };
    },
  },
};
