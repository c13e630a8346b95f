import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../blocks/index.ts';
import type { Metrics } from '../../../src/telemetry/metrics.ts';
import { difference, samples, testMetrics } from './telemetry-support.ts';

async function changes(act: (metrics: Metrics) => void): Promise<Record<string, number>> {
  const metrics = testMetrics();
  const before = await samples(metrics);
  act(metrics);
  return difference(before, await samples(metrics));
}

describe('the metrics', () => {
  it.each<[string, (metrics: Metrics) => void, Record<string, number>]>([
    [
      'a command',
      (metrics) => metrics.command({ command: 'qualify', outcome: 'queued', ackMs: 40 }),
      {
        'cugar_commands_total{command="qualify",outcome="queued"}': 1,
        'cugar_command_ack_duration_seconds_count{command="qualify"}': 1,
        'cugar_command_ack_duration_seconds_sum{command="qualify"}': 0.04,
      },
    ],
    [
      'a command that does not exist',
      (metrics) => metrics.command({ command: 'Acme Inc <script>', outcome: 'refused', ackMs: 1000 }),
      {
        'cugar_commands_total{command="unknown",outcome="refused"}': 1,
        'cugar_command_ack_duration_seconds_count{command="unknown"}': 1,
        'cugar_command_ack_duration_seconds_sum{command="unknown"}': 1,
      },
    ],
    [
      'a run',
      (metrics) => metrics.run({ outcome: 'partial', planner: 'template', durationMs: 2_500 }),
      {
        'cugar_runs_total{outcome="partial",planner="template"}': 1,
        'cugar_run_duration_seconds_count{outcome="partial",planner="template"}': 1,
        'cugar_run_duration_seconds_sum{outcome="partial",planner="template"}': 2.5,
      },
    ],
    [
      'a run that has not ended',
      (metrics) => metrics.run({ outcome: 'running', planner: 'template', durationMs: 1 }),
      {},
    ],
    [
      'a step of a tool that is not known',
      (metrics) => metrics.step({ tool: 'U123 Jane', outcome: 'failed', durationMs: -5 }),
      {
        'cugar_steps_total{tool="unknown",domain="unknown",outcome="failed"}': 1,
        'cugar_step_duration_seconds_count{tool="unknown",domain="unknown",outcome="failed"}': 1,
      },
    ],
    [
      'a decision',
      (metrics) => metrics.approval({ decision: 'denied', waitMs: 60_000 }),
      {
        'cugar_approvals_total{decision="denied"}': 1,
        cugar_approval_wait_seconds_count: 1,
        cugar_approval_wait_seconds_sum: 60,
      },
    ],
    [
      'refused clicks',
      (metrics) => {
        metrics.approvalRefused('superseded');
        metrics.approvalRefused('because of Jane');
      },
      {
        'cugar_approval_refusals_total{reason="superseded"}': 1,
        'cugar_approval_refusals_total{reason="other"}': 1,
      },
    ],
    [
      'what waits',
      (metrics) => metrics.pendingApprovals({ count: 2, oldestOpenedAtMs: 1_763_800_000_500 }),
      { cugar_approvals_pending: 2, cugar_oldest_pending_approval_timestamp_seconds: 1_763_800_000.5 },
    ],
    [
      'a resume',
      (metrics) => metrics.resumed(250),
      { cugar_resume_duration_seconds_count: 1, cugar_resume_duration_seconds_sum: 0.25 },
    ],
    [
      'budget units',
      (metrics) => metrics.budgetConsumed(1.5),
      {
        'cugar_budget_consumed_units_total{scope="plan"}': 1.5,
        'cugar_budget_consumed_units_total{scope="user_day"}': 1.5,
        'cugar_budget_consumed_units_total{scope="workspace_month"}': 1.5,
      },
    ],
    [
      'a refusal by a budget',
      (metrics) => metrics.budgetRejected('tool'),
      { 'cugar_budget_rejections_total{scope="tool"}': 1 },
    ],
    [
      'requests to Slack',
      (metrics) => {
        metrics.slackRequest('chat.update', 'rate_limited');
        metrics.slackRequest('admin.users.list', 'ok');
      },
      {
        'cugar_slack_api_requests_total{method="chat.update",outcome="rate_limited"}': 1,
        'cugar_slack_api_requests_total{method="other",outcome="ok"}': 1,
      },
    ],
    [
      'the book',
      (metrics) =>
        metrics.book({
          mode: 'local',
          loadedAt: new Date(0),
          counts: { accounts: 3, contacts: 2, opportunities: 1, signals: 0, reps: 0 },
          problemCount: 4,
          problems: [],
        }),
      {
        'cugar_book_rows{kind="accounts"}': 3,
        'cugar_book_rows{kind="contacts"}': 2,
        'cugar_book_rows{kind="opportunities"}': 1,
        cugar_book_problems: 4,
      },
    ],
  ])('count %s and nothing else', async (_what, act, expected) => {
    expect(await changes(act)).toEqual(expected);
  });

  it('forgets the oldest approval when none waits', async () => {
    const metrics = testMetrics();
    metrics.pendingApprovals({ count: 1, oldestOpenedAtMs: 5_000 });
    metrics.pendingApprovals({ count: 0, oldestOpenedAtMs: null });
    expect((await samples(metrics)).get('cugar_oldest_pending_approval_timestamp_seconds')).toBe(0);
  });

  it('begins with every known label set at zero', async () => {
    const all = await samples(testMetrics());
    for (const name of [
      'cugar_commands_total{command="help",outcome="failed"}',
      'cugar_commands_total{command="unknown",outcome="refused"}',
      'cugar_runs_total{outcome="failed",planner="template"}',
      'cugar_steps_total{tool="draft_outbound_message",domain="engagement",outcome="failed"}',
      'cugar_approvals_total{decision="expired"}',
      'cugar_approval_refusals_total{reason="not_approver"}',
      'cugar_budget_rejections_total{scope="workspace_month"}',
      'cugar_slack_api_requests_total{method="chat.postMessage",outcome="rate_limited"}',
      'cugar_command_ack_duration_seconds_bucket{le="2.5",command="qualify"}',
    ]) {
      expect(all.get(name), name).toBe(0);
    }
  });

  it('has a label for every reason that a click is refused for', async () => {
    const reasons: Record<RefusalReason, true> = {
      other_workspace: true,
      guest: true,
      deactivated: true,
      bot: true,
      not_approver: true,
      own_request: true,
      voted_before: true,
      expired: true,
      decided: true,
      superseded: true,
      not_editable: true,
      unknown: true,
      unavailable: true,
    };
    for (const reason of Object.keys(reasons)) {
      const counted = await changes((metrics) => metrics.approvalRefused(reason));
      expect(counted).toEqual({ [`cugar_approval_refusals_total{reason="${reason}"}`]: 1 });
    }
  });

  it('says what is running', async () => {
    const name = `cugar_build_info{version="1.2.3",commit="abc1234",node="${process.version}"}`;
    expect((await samples(testMetrics())).get(name)).toBe(1);
  });

  it('adds the metrics of the process', async () => {
    const { text, contentType } = await testMetrics().exposition();
    expect(text).toContain('process_cpu_seconds_total');
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  });
});
