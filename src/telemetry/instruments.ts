import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Every metric of this program, registered once; names and buckets are what dashboards and alerts rely on. */
export function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });
  const histogram = <L extends string = never>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly L[] = [],
  ) => new Histogram({ name, help, buckets, labelNames: [...labelNames], registers });

  return {
    commands: counter('cugar_commands_total', 'Commands handled.', ['command', 'outcome']),
    commandAck: histogram(
      'cugar_command_ack_duration_seconds',
      'Time from the arrival of a command to its acknowledgement.',
      [0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 3],
      ['command'],
    ),
    runs: counter('cugar_runs_total', 'Plans that ended.', ['outcome', 'planner']),
    runDuration: histogram(
      'cugar_run_duration_seconds',
      'Time from the creation of a plan to its end, waiting for people included.',
      [1, 2, 5, 10, 30, 60, 120, 300, 600],
      ['outcome', 'planner'],
    ),
    steps: counter('cugar_steps_total', 'Tool calls that ended.', ['tool', 'domain', 'outcome']),
    stepDuration: histogram(
      'cugar_step_duration_seconds',
      'Duration of a tool call.',
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      ['tool', 'domain', 'outcome'],
    ),
    approvals: counter('cugar_approvals_total', 'Approvals that were decided.', ['decision']),
    approvalWait: histogram(
      'cugar_approval_wait_seconds',
      'Time from the opening of an approval to its decision.',
      [30, 60, 300, 900, 3600, 14400, 86400],
    ),
    approvalRefusals: counter('cugar_approval_refusals_total', 'Clicks that did not count.', ['reason']),
    approvalsPending: gauge('cugar_approvals_pending', 'Approvals that wait for a person.'),
    oldestPending: gauge(
      'cugar_oldest_pending_approval_timestamp_seconds',
      'When the longest waiting approval was opened; 0 when none waits.',
    ),
    resume: histogram(
      'cugar_resume_duration_seconds',
      'Time from a decision to the start of the step after it.',
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    ),
    budgetConsumed: counter('cugar_budget_consumed_units_total', 'Budget units charged.', ['scope']),
    budgetRejections: counter('cugar_budget_rejections_total', 'Plans and steps that a budget refused.', [
      'scope',
    ]),
    slackRequests: counter('cugar_slack_api_requests_total', 'Requests to the Slack Web API that ended.', [
      'method',
      'outcome',
    ]),
    modelTokens: counter('cugar_llm_tokens_total', 'Tokens that the model counted.', ['type']),
    modelRequests: histogram(
      'cugar_llm_request_duration_seconds',
      'Duration of a question to the model.',
      [0.25, 0.5, 1, 2.5, 5, 10, 20, 60],
      ['outcome'],
    ),
    vendorRequests: counter('cugar_vendor_requests_total', 'Attempts at data vendors that ended.', [
      'vendor',
      'outcome',
    ]),
    vendorDuration: histogram(
      'cugar_vendor_request_duration_seconds',
      'Duration of one attempt at a data vendor.',
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      ['vendor'],
    ),
    buildInfo: gauge('cugar_build_info', 'Always 1; the labels say what is running.', [
      'version',
      'commit',
      'node',
    ]),
    bookRows: gauge('cugar_book_rows', 'Usable rows of the book of business.', ['kind']),
    bookProblems: gauge('cugar_book_problems', 'Rows and files of the book that could not be used.'),
  };
}
export type Instruments = ReturnType<typeof createInstruments>;
