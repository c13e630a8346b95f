const UNREACHABLE = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'method_not_supported_for_channel_type',
  'thread_not_found',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
]);

const UNREADABLE = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'invalid_arguments',
]);

/** The channel takes no message of ours; another one may. */
export const isUnreachable = (error: string) => UNREACHABLE.has(error);

/** Slack does not take the message as it is; a plainer one may pass. */
export const isUnreadable = (error: string) => UNREADABLE.has(error);

/** Somebody deleted the message. */
export const isDeleted = (error: string) => error === 'message_not_found';
