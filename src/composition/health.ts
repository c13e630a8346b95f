import type { SlackWeb } from '../slack/index.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Readiness } from '../telemetry/side-port.ts';
import type { DigestParts } from './digest.ts';
import type { Infrastructure } from './infrastructure.ts';
import type { Services } from './services.ts';
import type { Workers } from './workers.ts';

interface HealthParts {
  readonly infrastructure: Infrastructure;
  readonly services: Services;
  readonly metrics: Metrics;
  readonly teamId: string;
  /** Whether Slack still takes the bot's token. */
  readonly token: { failure(): string | null };
  /** How Slack's requests come in; null in the role `worker`. */
  readonly web: Pick<SlackWeb, 'link'> | null;
  /** Null in the role `web`. */
  readonly workers: Workers | null;
  readonly digest: DigestParts;
}

/** What the side port asks: is everything ready, and what do the queues and open approvals look like. */
export function createHealth({
  infrastructure,
  services,
  metrics,
  teamId,
  token,
  web,
  workers,
  digest,
}: HealthParts) {
  const { queues, requests } = infrastructure;
  return {
    async ready(): Promise<Readiness> {
      const redis = await requests.ping().then(
        () => ({ ready: true }),
        (error: unknown) => ({
          ready: false,
          detail: error instanceof Error ? error.message : String(error),
        }),
      );
      const error = token.failure();
      const { mode, loadedAt, counts, problemCount, problems } = services.book.status();
      const knowledge = services.knowledge.status();
      const components = {
        redis,
        slack: { ready: error === null, detail: { teamId, ...(error !== null && { error }) } },
        book: {
          ready: true,
          detail: {
            mode,
            loadedAt: loadedAt.toISOString(),
            counts,
            problemCount,
            problems: problems.slice(0, 10),
          },
        },
        knowledge: {
          ready: true,
          detail: {
            documents: knowledge.documents,
            problemCount: knowledge.problemCount,
            problems: knowledge.problems.slice(0, 10),
          },
        },
        ...(web && { slack_link: web.link() }),
        ...(workers && { workers: { ready: workers.running() && digest.worker.running() } }),
      };
      return { ready: Object.values(components).every(({ ready }) => ready), components };
    },

    async extraMetrics(): Promise<string> {
      const { count, oldestOpenedAt } = await services.requests.store.openCount(teamId);
      metrics.pendingApprovals({ count, oldestOpenedAtMs: oldestOpenedAt });
      const texts = await Promise.all(
        [queues.plans, queues.approvals, queues.messages, digest.queue].map((queue) =>
          queue.exportPrometheusMetrics(),
        ),
      );
      // BullMQ's own name breaks the convention that only histograms and summaries have a count.
      return texts.join('\n').replaceAll('bullmq_job_count', 'bullmq_jobs');
    },
  };
}
