import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalCard, cugar, handover, planCard, queue, seller } from '../support/e2e-plans.ts';
import { until } from '../support/e2e-program.ts';
import { type Bot, openWorld, type World } from '../support/e2e-world.ts';

let world: World;
let bot: Bot;
beforeAll(async () => {
  world = await openWorld();
  bot = await world.start({ LOG_LEVEL: 'trace' });
});
afterAll(() => world.close());

const QUIET = /^(cugar_slack_api_requests_total|cugar_.*_(sum|timestamp_seconds)|process_|nodejs_|bullmq_)/;

async function movedBy(work: () => Promise<void>): Promise<Record<string, number>> {
  const before = await bot.metrics();
  await work();
  const after = await bot.metrics();
  const moved = [...after].filter(([name, value]) => !QUIET.test(name) && value !== (before.get(name) ?? 0));
  return Object.fromEntries(
    moved.map(([name, value]) => [name, Math.round((value - (before.get(name) ?? 0)) * 1e6) / 1e6]),
  );
}

const READ_ONLY = {
  score_account_fit: 'intelligence',
  detect_buying_signals: 'intelligence',
  qualify_opportunity: 'qualification',
  assess_deal_risk: 'qualification',
  explain_recommendation: 'governance',
};

describe('metrics', () => {
  it('move by exactly what was done', async () => {
    const { sandbox } = world;
    const moved = await movedBy(async () => {
      const planId = await queue(sandbox);
      await sandbox.as(seller).click(await approvalCard(sandbox, planId), 'Approve');
      await planCard(sandbox, planId);
      await handover(sandbox, planId);
      await cugar(sandbox, 'budget');
      await cugar(sandbox, 'nonsense');
    });
    const steps = Object.entries(READ_ONLY).flatMap(([tool, domain]) => {
      const labels = `{tool="${tool}",domain="${domain}",outcome="succeeded"}`;
      return [
        [`cugar_steps_total${labels}`, 1],
        [`cugar_step_duration_seconds_count${labels}`, 1],
      ];
    });
    const draft = '{tool="draft_outbound_message",domain="engagement",outcome="succeeded"}';
    expect(moved).toEqual({
      'cugar_commands_total{command="qualify",outcome="queued"}': 1,
      'cugar_commands_total{command="budget",outcome="answered"}': 1,
      'cugar_commands_total{command="unknown",outcome="refused"}': 1,
      'cugar_command_ack_duration_seconds_count{command="qualify"}': 1,
      'cugar_command_ack_duration_seconds_count{command="budget"}': 1,
      'cugar_command_ack_duration_seconds_count{command="unknown"}': 1,
      ...Object.fromEntries(steps),
      // Once for the proposal, once for doing what was approved.
      [`cugar_steps_total${draft}`]: 2,
      [`cugar_step_duration_seconds_count${draft}`]: 2,
      'cugar_approvals_total{decision="approved"}': 1,
      cugar_approval_wait_seconds_count: 1,
      cugar_resume_duration_seconds_count: 1,
      'cugar_runs_total{outcome="completed",planner="template"}': 1,
      'cugar_run_duration_seconds_count{outcome="completed",planner="template"}': 1,
      'cugar_budget_consumed_units_total{scope="plan"}': 3.9,
      'cugar_budget_consumed_units_total{scope="user_day"}': 3.9,
      'cugar_budget_consumed_units_total{scope="workspace_month"}': 3.9,
    });
  });

  it('count what waits', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    await approvalCard(sandbox, planId);
    expect((await bot.metrics()).get('cugar_approvals_pending')).toBe(1);
    await cugar(sandbox, `cancel ${planId}`);
    await planCard(sandbox, planId);
    expect((await bot.metrics()).get('cugar_approvals_pending')).toBe(0);
  });

  const PROMTOOL = '/usr/bin/promtool';
  it.runIf(existsSync(PROMTOOL))('are what Prometheus wants', async () => {
    const page = await bot.get('/metrics');
    const checking = promisify(execFile)(PROMTOOL, ['check', 'metrics']);
    checking.child.stdin?.end(page?.text);
    await expect(checking).resolves.toMatchObject({ stderr: '' });
  });
});

describe('logs', () => {
  it('hold no secret, no address, no name and no text of a message, at any level', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox, 'qualify zephyr');
    const card = await approvalCard(sandbox, planId);
    await sandbox.as(seller).click(card, 'Deny');
    const form = await until('the form', () => sandbox.as(seller).openView());
    await sandbox.as(seller).submitView(form, { reason: 'Planted reason nobody may log' });
    await planCard(sandbox, planId);
    const said = bot.stdout() + bot.stderr();
    expect(bot.log().length).toBeGreaterThan(10);

    const { token, signingSecret } = sandbox.world.app;
    const contacts = readFileSync('data/sample/contacts.csv', 'utf8').match(/[\w.+-]+@[\w.-]+\w/g) ?? [];
    const names = ['Jordan Avery', 'Acme Robotics', 'Zephyr', 'Sam Seller'];
    const texts = ['Planted reason', 'Best regards', 'would rather not hear', 'plants'];
    expect(contacts.length).toBeGreaterThan(10);
    for (const planted of [token, signingSecret, ...contacts, ...names, ...texts])
      expect(said).not.toContain(planted);
    expect(said).not.toMatch(/xox[bp]-|hooks\.slack|\/commands\/T|@[a-z-]+\.example/);
  });
});
