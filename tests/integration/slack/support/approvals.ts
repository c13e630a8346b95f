import { ulid } from 'ulid';
import { APPROVE_ACTION } from '../../../../blocks/index.ts';
import type { ApprovalPolicy } from '../../../../src/core/approval.ts';
import type { Plan } from '../../../../src/core/plan.ts';
import { type Proposal, proposalHash } from '../../../../src/core/proposal.ts';
import type { Message } from '../../../../src/sandbox/messages.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { aPlanRecord, aProposal, aStep } from '../../../support/plan-records.ts';
import type { Bot } from './bot.ts';

export interface ApprovalSetup {
  readonly policy?: Partial<Omit<ApprovalPolicy, 'approvers'>> & { readonly approvers?: readonly string[] };
  readonly plan?: Partial<Plan>;
  readonly proposal?: Partial<Proposal>;
}

/** Stores a plan whose only step waits for a decision, and posts its card. */
export async function openRequest(bot: Bot, setup: ApprovalSetup = {}) {
  const { planId, key, proposal } = await storeRequest(bot, setup);
  await bot.deliver(key);
  const { posted } = await bot.messages.place(bot.teamId, key);
  if (!posted) throw new Error('no card was posted');
  const card = (): Message => {
    const found = bot.sandbox.messages(posted.channel).find(({ ts }) => ts === posted.ts);
    if (!found) throw new Error('the card is gone');
    return found;
  };
  /** Waits for a private message in the card's channel that says this. */
  const told = async (userId: string, sentence: string): Promise<void> => {
    await bot.sandbox.waitForMessage(
      ({ channelId, ephemeralTo, text }) =>
        channelId === posted.channel && ephemeralTo === userId && text.includes(sentence),
    );
  };
  return { planId, key, proposal, posted, card, told };
}

let channels = 0;
/** A channel of the request's own, in which everybody is, so that no limit of another request counts. */
export function freshChannel({ sandbox: { world } }: Bot): string {
  channels += 1;
  const id = `C0FRESH${String(channels).padStart(3, '0')}`;
  return world.addChannel({ id, name: `fresh-${channels}`, members: world.people.keys() }).id;
}

/** The same without its card. */
export async function storeRequest(bot: Bot, { policy, plan = {}, proposal: parts }: ApprovalSetup = {}) {
  const proposal = aProposal(parts);
  const approval = { kind: 'requester', approvers: [], expiresInMs: 86_400_000, ...policy } as ApprovalPolicy;
  const step = aStep({
    id: 'draft',
    tool: 'draft_message',
    domain: 'engagement',
    sideEffect: 'propose',
    checks: ['read_over'],
    approval,
  });
  const { plan: stored } = aPlanRecord({
    plan: {
      planId: ulid(),
      teamId: bot.teamId,
      channelId: freshChannel(bot),
      requestedBy: SAMPLE.people.seller,
      steps: [step],
      ...plan,
    },
  });
  const { teamId, planId } = stored;
  await bot.store.create(stored, planId, []);
  await bot.store.claim(teamId, planId);
  const named = { teamId, planId, stepId: 'draft', tool: 'draft_message' };
  const begun = await bot.store.begin({
    ...named,
    phase: 'run',

    charge: { cost: 0, calls: 0, scopes: [] },
    maxAttempts: 3,
    repeatable: true,
  });
  if (begun.kind !== 'go') throw new Error(`the step did not begin: ${begun.kind}`);
  const hash = proposalHash('draft_message', proposal.payload);
  await bot.store.openApproval({
    ...named,
    attempt: begun.attempt,
    proposal,
    hash,
    checks: [],
    policy: approval,
  });
  return { planId, key: { kind: 'approval', planId, stepId: 'draft' } as const, proposal, hash };
}

function actionIds({ blocks }: Pick<Message, 'blocks'>): string[] {
  return (
    JSON.stringify(blocks)
      .match(/"action_id":"[^"]+"/g)
      ?.map((found) => found.slice(13, -1)) ?? []
  );
}

export const hasButtons = (message: Pick<Message, 'blocks'>) => actionIds(message).includes(APPROVE_ACTION);

export async function stateOf(bot: Bot, planId: string): Promise<string | undefined> {
  return (await bot.store.load(bot.teamId, planId))?.steps.draft?.approval?.state;
}
