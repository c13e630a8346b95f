import type { CugarEvent, EventName } from '../core/events.ts';
import type { Events } from '../core/ports.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

type EventOf<N extends EventName> = Extract<CugarEvent, { name: N }>;
type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What each event leaves in the log: ids, codes and numbers by name, so that nothing else can get there. */
const LOGGED: { readonly [N in EventName]: readonly [LogLevel, readonly (keyof EventOf<N> & string)[]] } = {
  plan_created: ['info', ['planner', 'steps']],
  route_decision: ['info', ['chosen', 'reason']],
  tool_call_start: ['debug', ['stepId', 'tool', 'domain', 'attempt', 'resumedAfterMs']],
  tool_call_complete: ['info', ['stepId', 'tool', 'domain', 'durationMs', 'cost']],
  tool_call_error: ['warn', ['stepId', 'tool', 'domain', 'durationMs', 'code', 'willRetry']],
  budget_warning: ['warn', ['scope', 'usedShare']],
  budget_exceeded: ['warn', ['scope']],
  approval_requested: ['info', ['stepId', 'tool', 'version']],
  approval_received: ['info', ['stepId', 'decision', 'waitMs']],
  approval_timeout: ['warn', ['stepId', 'waitMs']],
  plan_ended: ['info', ['status', 'planner', 'durationMs', 'steps']],
};

/** The one emitter: every event becomes one log line and moves the metrics that it stands for. */
export function createEvents({ log, metrics }: { readonly log: Logger; readonly metrics: Metrics }): Events {
  return {
    emit(event) {
      try {
        count(event, metrics);
        write(event, log);
      } catch (thrown) {
        log.error({ err: thrown, event: event.name }, 'an event could not be recorded');
      }
    },
  };
}

function write(event: CugarEvent, log: Logger): void {
  const [level, names] = LOGGED[event.name];
  const fields = names.map((name): [string, unknown] => [name, Reflect.get(event, name)]);
  const { teamId, planId, traceId } = event;
  const subcommand = event.name === 'plan_created' ? { command: firstWord(event.command) } : {};
  log[level](
    { event: event.name, teamId, planId, traceId, ...subcommand, ...Object.fromEntries(fields) },
    event.name,
  );
}

/** A command as typed names accounts; its first word does not. */
function firstWord(command: string): string {
  return command.trim().split(/\s/, 1)[0]?.slice(0, 40) ?? '';
}

function count(event: CugarEvent, metrics: Metrics): void {
  switch (event.name) {
    case 'tool_call_start':
      if (event.resumedAfterMs !== undefined) metrics.resumed(event.resumedAfterMs);
      break;
    case 'tool_call_complete':
      metrics.step({ tool: event.tool, outcome: 'succeeded', durationMs: event.durationMs });
      metrics.budgetConsumed(event.cost);
      break;
    case 'tool_call_error':
      metrics.step({
        tool: event.tool,
        outcome: event.willRetry ? 'retried' : 'failed',
        durationMs: event.durationMs,
      });
      metrics.budgetConsumed(event.cost ?? 0);
      break;
    case 'budget_exceeded':
      metrics.budgetRejected(event.scope);
      break;
    case 'approval_received':
      metrics.approval({ decision: event.decision, waitMs: event.waitMs });
      break;
    case 'approval_timeout':
      metrics.approval({ decision: 'expired', waitMs: event.waitMs });
      break;
    case 'plan_ended':
      metrics.run({ outcome: event.status, planner: event.planner, durationMs: event.durationMs });
      break;
  }
}
