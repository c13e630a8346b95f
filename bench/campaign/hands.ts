import { setTimeout as pause } from 'node:timers/promises';
import { isJson } from '../../src/sandbox/json.ts';
import type { Message } from '../../src/sandbox/messages.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { View } from '../../src/sandbox/views.ts';
import type { Click, History } from './history.ts';

const FORM_WAIT_MS = 3_500;
/** Slack stacks three forms at most; one that will not close must not hold the person up for ever. */
const MAX_VIEWS = 5;

/** What one person can do with a card, with everything that comes of it noted. */
export function createHands(sandbox: Sandbox, history: History) {
  const note = (
    about: Pick<Click, 'person' | 'planId' | 'kind'>,
    heard: Click['heard'],
    { at, complaint }: { at: number; complaint?: string },
  ) => void history.clicks.push({ at, ...about, heard, ...(complaint !== undefined && { complaint }) });

  /** The form that the click opened; closes whatever else is open. */
  async function formFor(person: string, planId: string): Promise<View | undefined> {
    const until = performance.now() + FORM_WAIT_MS;
    while (performance.now() < until) {
      const view = sandbox.as(person).openView();
      if (view && JSON.stringify(view.content).includes(planId)) return view;
      await pause(30);
    }
    return undefined;
  }

  async function closeAll(person: string): Promise<void> {
    for (let tries = 0; tries < MAX_VIEWS; tries += 1) {
      const view = sandbox.as(person).openView();
      if (!view) return;
      await sandbox.as(person).closeView(view);
    }
  }

  async function fill(
    about: Pick<Click, 'person' | 'planId' | 'kind'>,
    button: string,
    { card, values }: { card: Message; values: (view: View) => Record<string, string> },
  ): Promise<void> {
    const { person, planId } = about;
    const at = Date.now();
    try {
      await sandbox.as(person).click(card, button);
    } catch {
      return note(about, 'nothing', { at });
    }
    const view = await formFor(person, planId);
    if (!view) return;
    try {
      const outcome = await sandbox.as(person).submitView(view, values(view));
      const left = outcome.view ? JSON.stringify(outcome.view.content) : '';
      const complaint = [...Object.values(outcome.errors), left].join(' ').trim();
      if (outcome.failure) note(about, 'unknown', { at });
      else note(about, 'ok', { at, ...(complaint !== '' && { complaint }) });
    } catch {
      note(about, 'nothing', { at });
    } finally {
      await closeAll(person).catch(() => undefined);
    }
  }

  return {
    async approve(person: string, planId: string, card: Message): Promise<void> {
      const at = Date.now();
      const about = { person, planId, kind: 'approve' } as const;
      try {
        const outcome = await sandbox.as(person).click(card, 'Approve');
        note(about, outcome?.failure ? 'unknown' : 'ok', { at });
      } catch {
        note(about, 'nothing', { at });
      }
    },

    deny: (person: string, planId: string, card: Message) =>
      fill({ person, planId, kind: 'deny' }, 'Deny', {
        card,
        values: () => ({ reason: 'Not this week, says the campaign.' }),
      }),

    edit: (person: string, planId: string, card: Message) =>
      fill({ person, planId, kind: 'edit' }, 'Edit', {
        card,
        values: (view) => ({ body: `${initialBody(view)}\n\nThank you.` }),
      }),

    /** Clicks Approve in the oldest version of the card that had buttons. */
    async approveStale(person: string, planId: string, card: Message): Promise<void> {
      const at = Date.now();
      const about = { person, planId, kind: 'stale' } as const;
      const version = card.versions.findIndex(({ blocks }) =>
        JSON.stringify(blocks).includes('approval.approve'),
      );
      try {
        const outcome = await sandbox.raw.clickStale(person, card, version, 'Approve');
        note(about, outcome?.failure ? 'unknown' : 'ok', { at });
      } catch {
        note(about, 'nothing', { at });
      }
    },
  };
}

export type Hands = ReturnType<typeof createHands>;

function initialBody(view: View): string {
  for (const block of view.content.blocks as readonly unknown[]) {
    if (!isJson(block) || block.block_id !== 'body' || !isJson(block.element)) continue;
    return String(block.element.initial_value ?? '');
  }
  return '';
}
