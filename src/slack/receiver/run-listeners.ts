import type { App, ReceiverEvent } from '@slack/bolt';

/**
 * Hands a request to Bolt. Bolt acknowledges an event before its listeners run, and a crash would lose it; here
 * the acknowledgement waits for them, and Slack sends again what nobody finished.
 */
export async function runListeners(app: App, event: ReceiverEvent): Promise<void> {
  if (event.body.type !== 'event_callback') return await app.processEvent(event);
  await app.processEvent({ ...event, ack: async () => {} });
  await event.ack();
}
