import { describe, expect, it } from 'vitest';
import { mergeFamilies } from '../../../src/telemetry/expositions.ts';

const queue = (name: string) =>
  `# HELP bullmq_job_count Number of jobs\n# TYPE bullmq_job_count gauge\nbullmq_job_count{queue="${name}",state="active"} 1\n# HELP bullmq_job_completed_total Completed\n# TYPE bullmq_job_completed_total counter\nbullmq_job_completed_total{queue="${name}"} 2`;

describe('mergeFamilies', () => {
  it('puts the samples of several queues under one HELP and TYPE', () => {
    expect(mergeFamilies(`${queue('plans')}\n${queue('messages')}`)).toBe(
      [
        '# HELP bullmq_job_count Number of jobs',
        '# TYPE bullmq_job_count gauge',
        'bullmq_job_count{queue="plans",state="active"} 1',
        'bullmq_job_count{queue="messages",state="active"} 1',
        '# HELP bullmq_job_completed_total Completed',
        '# TYPE bullmq_job_completed_total counter',
        'bullmq_job_completed_total{queue="plans"} 2',
        'bullmq_job_completed_total{queue="messages"} 2',
        '',
      ].join('\n'),
    );
  });

  it('keeps the parts of a histogram together', () => {
    const text = '# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nh_count 1\n';
    expect(mergeFamilies(text)).toBe(text);
  });

  it.each([
    ['', ''],
    ['\n\n# a comment\n', ''],
    ['alone 1', 'alone 1\n'],
    ['# EOF\n}{ nonsense\nx 2\n', 'x 2\n'],
  ])('%j -> %j', (text, expected) => {
    expect(mergeFamilies(text)).toBe(expected);
  });
});
