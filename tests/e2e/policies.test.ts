import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/sandbox/messages.ts';
import { isApprovalCard } from '../../src/sandbox/terminal/decide.ts';
import {
  answersTo,
  approvalCard,
  approver,
  manager,
  planCard,
  queue,
  readable,
  secondSeller,
  seller,
} from '../support/e2e-plans.ts';
import { until } from '../support/e2e-program.ts';
import { expectValidTranscript } from '../support/e2e-transcript.ts';
import { type Bot, openWorld, type World } from '../support/e2e-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
  expectValidTranscript(world.sandbox);
});

const OURS = 'approval: { policy: requester, expires: 24h }';

/** A bot under a registry whose drafts are approved otherwise; approvers are the sample group. */
async function startUnder(policy: string, expires = '24h'): Promise<Bot> {
  const registry = await readFile('registry.yaml', 'utf8');
  expect(registry).toContain(OURS);
  const path = join(world.dir, 'registry.yaml');
  await writeFile(path, registry.replace(OURS, `approval: { policy: ${policy}, expires: ${expires} }`));
  return await world.start({ CUGAR_REGISTRY: path });
}

async function refused(userId: string, planId: string, why: RegExp): Promise<void> {
  const { sandbox } = world;
  const before = answersTo(sandbox, userId).length;
  const card = await approvalCard(sandbox, planId);
  await sandbox.as(userId).click(sandbox.current(card), 'Approve');
  await until(
    'the refusal',
    () =>
      answersTo(sandbox, userId)
        .slice(before)
        .some((text) => why.test(text)),
    5_000,
  );
  expect(isApprovalCard(sandbox.current(card))).toBe(true);
}

const approve = async (planId: string, userId: string) => {
  const card = await approvalCard(world.sandbox, planId);
  await world.sandbox.as(userId).click(world.sandbox.current(card), 'Approve');
  return card;
};

describe('the policy of a tool', () => {
  it('"approvers" lets a member of the user group decide, and nobody else', async () => {
    const bot = await startUnder('approvers');
    const planId = await queue(world.sandbox);
    await refused(seller, planId, /you asked for this yourself|not among those/);
    await refused(secondSeller, planId, /not among those/);
    const card = await approve(planId, approver);
    expect(readable(await planCard(world.sandbox, planId))).toContain('Completed');
    expect(readable(world.sandbox.current(card))).toContain(`by <@${approver}>`);
    const metrics = await bot.metrics();
    expect(metrics.get('cugar_approvals_total{decision="approved"}')).toBe(1);
  });

  it('"approvers" keeps an approver from deciding the own request', async () => {
    await startUnder('approvers');
    const planId = await queue(world.sandbox, 'qualify Acme', approver);
    await refused(approver, planId, /you asked for this yourself/);
    await approve(planId, manager);
    expect(readable(await planCard(world.sandbox, planId))).toContain('Completed');
  });

  it('"two_person" waits for a second, different person', async () => {
    await startUnder('two_person');
    const planId = await queue(world.sandbox);
    await approve(planId, approver);
    await refused(approver, planId, /already counted/);
    await approve(planId, manager);
    expect(readable(await planCard(world.sandbox, planId))).toContain('Completed');
  });

  it('"requester" leaves the decision to who asked, and guests are told so', async () => {
    await startUnder('requester');
    const planId = await queue(world.sandbox);
    await refused(approver, planId, /not among those/);
    await refused('U0GUEST001', planId, /guests may not decide/);
    await approve(planId, seller);
    expect(readable(await planCard(world.sandbox, planId))).toContain('Completed');
  });

  it('"requester" proposes nothing to a guest, who could not decide, and answers all the rest', async () => {
    await startUnder('requester');
    const { sandbox } = world;
    await sandbox.as('U0GUEST001').command('/cugar', 'qualify Acme', { channel: '#sales' });
    const isOver = (message: Message) => /Partly completed, 5 of 6/.test(readable(message));
    const card = await sandbox.waitForMessage(isOver, { timeoutMs: 25_000 });
    expect(readable(card)).toMatch(/a guest may not\. A full member can ask for it/);
    expect(sandbox.messages(card.channelId).filter(isApprovalCard)).toEqual([]);
  });

  it('says when a request expires, and does nothing then', async () => {
    const bot = await startUnder('requester', '6s');
    const planId = await queue(world.sandbox);
    const card = await approvalCard(world.sandbox, planId);
    expect(readable(await planCard(world.sandbox, planId))).toMatch(/Partly completed, 5 of 6/);
    expect(readable(world.sandbox.current(card))).toMatch(/expired/i);
    expect((await bot.metrics()).get('cugar_approvals_total{decision="expired"}')).toBe(1);
    const before = answersTo(world.sandbox, seller).length;
    const expired = world.sandbox.current(card);
    const shown = expired.versions.findIndex((version) => isApprovalCard({ ...expired, ...version }));
    await world.sandbox.raw.clickStale(seller, expired, shown, 'Approve');
    await until('the refusal', () =>
      answersTo(world.sandbox, seller)
        .slice(before)
        .some((text) => /expired/.test(text)),
    );
  });
});
