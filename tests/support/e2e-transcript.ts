import { expect } from 'vitest';
import { validateMessage } from '../../blocks/validate/message.ts';
import { validateView } from '../../blocks/validate/view.ts';
import type { Message } from '../../src/sandbox/messages.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { readable } from './e2e-plans.ts';

const METHODS = { message_posted: 'chat.postMessage', message_updated: 'chat.update' } as const;

/**
 * Everything that the bot ever showed is what Slack takes, names where its data come from, and mentions nobody
 * but people and groups of the workspace; no text of the data broadcasts or leads anywhere.
 */
export function expectValidTranscript(sandbox: Sandbox): void {
  const { people, groups, app } = sandbox.world;
  let seen = 0;
  for (const entry of sandbox.transcript.entries) {
    if (entry.kind === 'view_opened' || entry.kind === 'view_updated')
      expect(validateView(entry.view.content)).toEqual([]);
    if (entry.kind !== 'message_posted' && entry.kind !== 'message_updated') continue;
    const { message } = entry;
    if (message.authorId !== app.botUserId) continue;
    // The message in which Slack shows a file: the bot writes none of it.
    if (message.files !== undefined && message.text === '' && message.blocks.length === 0) continue;
    seen += 1;
    expect(validateMessage(message, METHODS[entry.kind])).toBeNull();
    expect(message.text).not.toBe('');
    if (message.ephemeralTo === undefined) expect(readable(message)).toMatch(/sample data/i);
    expect(foreignPings(message, (id) => people.has(id) || groups.has(id))).toEqual([]);
  }
  expect(seen).toBeGreaterThan(0);
}

function foreignPings({ pings }: Message, isKnown: (id: string) => boolean) {
  return pings.filter(({ kind, target }) => {
    if (kind === 'user' || kind === 'group') return !isKnown(target);
    // The only link that the bot makes opens the reader's own mail program.
    return kind !== 'link' || !/^mailto:[^@\s]+@[a-z-]+\.example(\?|$)/.test(target);
  });
}
