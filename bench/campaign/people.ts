import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../../src/sandbox/messages.ts';
import type { Hands } from './hands.ts';
import type { History } from './history.ts';
import { between, pick, pickOne, type Random } from './seed.ts';
import type { Watch } from './watch.ts';
import type { Workspace } from './workspace.ts';

export interface Office {
  readonly workspace: Workspace;
  readonly watch: Watch;
  readonly hands: Hands;
  readonly history: History;
  readonly random: Random;
  /** Milliseconds of the wall clock; null when the plan has no open approval. For clicks at the last moment only. */
  readonly expiryOf: (planId: string) => Promise<number | null>;
  readonly isOver: () => boolean;
  /** How many times as long as alone things take now. */
  readonly stretch: () => number;
}

/** One plan's people: the one who asks, and two who approve. */
interface Party {
  readonly seller: string;
  readonly first: string;
  readonly second: string;
}

const ACCOUNTS = ['Acme', 'Velora', 'acc_northfold_log', 'acc_northfold_foods', 'acc_northfold_marine'];
const LINGER_MS = 3_000;
/** After so long, a card that nobody was to decide is decided after all. */
const PATIENCE_MS = 14_000;

/** From the command to the end of its plan. */
export async function followPlan(office: Office): Promise<void> {
  const { workspace, history, random } = office;
  const seller = workspace.sellers.pop();
  const first = workspace.approvers.pop();
  const second = workspace.approvers.pop();
  if (!seller || !first || !second) return;
  const party = { seller, first, second };
  const mood = moodOf(random);
  const channel = pickOne(random, workspace.channels);
  const account = pickOne(random, ACCOUNTS);
  const planId = await ask(office, { seller, channel, account });
  if (planId !== null) {
    const people = Object.values(party);
    const stay = { planId, people, from: Date.now(), until: Number.POSITIVE_INFINITY };
    history.stays.push(stay);
    await decideOn(office, { planId, party, mood });
    await pause(LINGER_MS * office.stretch());
    stay.until = Date.now();
  }
  workspace.sellers.unshift(seller);
  workspace.approvers.unshift(first, second);
}

type Mood = 'approve' | 'race' | 'deny' | 'edit' | 'at_expiry' | 'ignore' | 'cancel';

const moodOf = (random: Random): Mood =>
  pick<Mood>(random, [
    [25, 'approve'],
    [25, 'race'],
    [8, 'deny'],
    [10, 'edit'],
    [14, 'at_expiry'],
    [12, 'ignore'],
    [6, 'cancel'],
  ]);

/** Types the command until it is answered with a plan; null when it never was. */
async function ask(
  { workspace, history, isOver, stretch }: Office,
  { seller, channel, account }: { seller: string; channel: string; account: string },
): Promise<string | null> {
  while (!isOver()) {
    const at = Date.now();
    const outcome = await workspace.sandbox
      .as(seller)
      .command('/cugar', `qualify ${account}`, { channel })
      .catch(() => undefined);
    const text = outcome?.ackText ?? '';
    const planId = /Queued: .*?\b([0-7][0-9A-HJKMNP-TV-Z]{25})\b/s.exec(text)?.[1];
    if (planId !== undefined) {
      history.commands.push({ at, person: seller, result: 'queued', planId });
      return planId;
    }
    const isRefused = outcome && !outcome.failure && /Nothing was started/.test(text);
    history.commands.push({ at, person: seller, result: isRefused ? 'refused' : 'unknown' });
    await pause(700 * stretch());
  }
  return null;
}

async function decideOn(
  office: Office,
  { planId, party, mood }: { planId: string; party: Party; mood: Mood },
): Promise<void> {
  const { watch, isOver } = office;
  let since: number | undefined;
  for (let round = 0; !isOver(); ) {
    if (watch.isOver(planId)) return;
    const card = watch.liveCard(planId);
    since ??= card && performance.now();
    const isPatient = mood === 'ignore' && performance.now() - (since ?? performance.now()) < PATIENCE_MS;
    if (!card || isPatient) {
      await pause(60);
      continue;
    }
    await act(office, { planId, party, mood: round === 0 ? mood : 'race' }, card);
    round += 1;
    await pause(1_500);
  }
}

async function act(
  { hands, random, workspace, expiryOf }: Office,
  { planId, party, mood }: { planId: string; party: Party; mood: Mood },
  card: Message,
): Promise<void> {
  const { seller, first, second } = party;
  const everybody = [seller, first, second];
  const approve = (person: string) => hands.approve(person, planId, card);
  const deny = (person: string) => hands.deny(person, planId, card);
  const twice = () => {
    if (random() < 0.2) workspace.sandbox.faults.duplicate('click');
  };
  switch (mood) {
    case 'approve':
      twice();
      await Promise.all([seller, seller, first].map(approve));
      await approve(second);
      return;
    case 'race':
    case 'ignore': {
      twice();
      const denies = random() < 0.4 ? [deny(pickOne(random, everybody))] : [];
      await Promise.all([...everybody.map(approve), approve(seller), ...denies]);
      return;
    }
    case 'deny':
      await Promise.all([seller, first].map(deny));
      return;
    case 'edit':
      await Promise.all([seller, first].map((person) => hands.edit(person, planId, card)));
      await Promise.all(everybody.map((person) => hands.approveStale(person, planId, card)));
      return;
    case 'cancel':
      await Promise.all([
        workspace.sandbox.as(seller).command('/cugar', `cancel ${planId}`, { channel: card.channelId }),
        ...(random() < 0.5 ? everybody.map(approve) : []),
      ]);
      return;
    case 'at_expiry': {
      const expiresAt = await expiryOf(planId).catch(() => null);
      const waitMs = (expiresAt ?? Date.now()) - Date.now() + between(random, -20, 20);
      if (waitMs > 0 && waitMs < PATIENCE_MS) await pause(waitMs);
      await Promise.all(everybody.map(approve));
    }
  }
}
