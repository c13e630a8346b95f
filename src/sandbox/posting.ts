import type { SandboxCore } from './core.ts';
import type { Draft, Message, NewMessage } from './messages.ts';

/** Posts and tells the transcript. */
export function postMessage(core: SandboxCore, message: NewMessage): Message {
  const posted = core.messages.post(message);
  core.transcript.add({ kind: 'message_posted', message: posted });
  return posted;
}

export function updateMessage(core: SandboxCore, before: Message, draft: Draft): Message {
  const message = core.messages.update(before, draft);
  core.transcript.add({ kind: 'message_updated', message, before });
  return message;
}

export function deleteMessage(core: SandboxCore, message: Message): void {
  core.transcript.add({ kind: 'message_deleted', message: core.messages.remove(message) });
}
