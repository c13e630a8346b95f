import { describe, expect, it } from 'vitest';
import type { CugarEvent } from '../../../src/core/events.ts';
import { createEvents } from '../../../src/telemetry/events.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { difference, samples, testMetrics } from './telemetry-support.ts';

const ids = { teamId: 'T1', planId: 'P1', traceId: 'X1' };
const call = { stepId: 'fit', tool: 'score_account_fit', domain: 'intelligence' } as const;
const STEP = 'tool="score_account_fit",domain="intelligence"';

async function emit(event: CugarEvent) {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', stream: { write: (line) => void lines.push(line) } });
  const metrics = testMetrics();
  const before = await samples(metrics);
  createEvents({ log, metrics }).emit(event);
  const [line, ...more] = lines.map((text): Record<string, unknown> => JSON.parse(text));
  expect(more).toEqual([]);
  const counted = Object.entries(difference(before, await samples(metrics))).filter(
    ([name]) => !/_(sum|count)/.test(name),
  );
  return { line, counted: Object.fromEntries(counted) };
}

const charged = (units: number) => ({
  'cugar_budget_consumed_units_total{scope="plan"}': units,
  'cugar_budget_consumed_units_total{scope="user_day"}': units,
  'cugar_budget_consumed_units_total{scope="workspace_month"}': units,
});

describe('an event', () => {
  it.each<[CugarEvent, string, Record<string, number>]>([
    [{ ...ids, name: 'plan_created', command: 'qualify', planner: 'template', steps: 6 }, 'info', {}],
    [{ ...ids, name: 'route_decision', chosen: 'template', reason: 'a template fits' }, 'info', {}],
    [{ ...ids, ...call, name: 'tool_call_start', attempt: 1 }, 'debug', {}],
    [
      { ...ids, ...call, name: 'tool_call_complete', durationMs: 12, cost: 0.5 },
      'info',
      { [`cugar_steps_total{${STEP},outcome="succeeded"}`]: 1, ...charged(0.5) },
    ],
    [
      { ...ids, ...call, name: 'tool_call_error', durationMs: 12, code: 'AGENT_TIMEOUT', willRetry: true },
      'warn',
      { [`cugar_steps_total{${STEP},outcome="retried"}`]: 1 },
    ],
    [
      {
        ...ids,
        ...call,
        name: 'tool_call_error',
        durationMs: 12,
        code: 'AGENT_LOGIC',
        willRetry: false,
        cost: 1,
      },
      'warn',
      { [`cugar_steps_total{${STEP},outcome="failed"}`]: 1, ...charged(1) },
    ],
    [{ ...ids, name: 'budget_warning', scope: 'plan', usedShare: 0.8 }, 'warn', {}],
    [
      { ...ids, name: 'budget_exceeded', scope: 'domain' },
      'warn',
      { 'cugar_budget_rejections_total{scope="domain"}': 1 },
    ],
    [
      { ...ids, name: 'approval_requested', stepId: 'draft', tool: 'draft_outbound_message', version: 1 },
      'info',
      {},
    ],
    [
      { ...ids, name: 'approval_received', stepId: 'draft', decision: 'approved', waitMs: 9 },
      'info',
      { 'cugar_approvals_total{decision="approved"}': 1 },
    ],
    [
      { ...ids, name: 'approval_timeout', stepId: 'draft', waitMs: 9 },
      'warn',
      { 'cugar_approvals_total{decision="expired"}': 1 },
    ],
    [
      { ...ids, name: 'plan_ended', status: 'completed', planner: 'template', durationMs: 9, steps: 6 },
      'info',
      { 'cugar_runs_total{outcome="completed",planner="template"}': 1 },
    ],
  ])('$name is logged and counted', async (event, level, metrics) => {
    const { line, counted } = await emit(event);
    const { name, cost, ...rest } = { cost: undefined, ...event };
    expect(line).toMatchObject({ level, event: name, msg: name, ...rest });
    expect(counted).toEqual(metrics);
  });

  it('counts how long a plan took to go on after its approval', async () => {
    const metrics = testMetrics();
    const log = createLogger({ level: 'silent' });
    const before = await samples(metrics);
    const start = { ...ids, ...call, name: 'tool_call_start', attempt: 2 } as const;
    createEvents({ log, metrics }).emit({ ...start, resumedAfterMs: 40 });
    expect(difference(before, await samples(metrics))).toEqual({
      cugar_resume_duration_seconds_sum: 0.04,
      cugar_resume_duration_seconds_count: 1,
    });
  });

  it('logs of a command only its first word, and nothing that is not in the table', async () => {
    const event = {
      ...ids,
      name: 'plan_created',
      command: 'qualify Acme Rockets',
      planner: 'template',
      steps: 1,
    } as const;
    const { line } = await emit({ ...event, payload: { body: 'Dear Jane' } } as CugarEvent);
    expect(line).toMatchObject({ command: 'qualify' });
    expect(JSON.stringify(line)).not.toMatch(/Acme|Jane/);
  });

  it('never throws, whatever it is given', () => {
    const log = createLogger({ level: 'silent' });
    const events = createEvents({ log, metrics: testMetrics() });
    expect(() => events.emit({ name: 'nonsense' } as unknown as CugarEvent)).not.toThrow();
    expect(() =>
      events.emit({ ...ids, name: 'tool_call_complete', ...call, durationMs: Number.NaN, cost: Number.NaN }),
    ).not.toThrow();
  });
});
