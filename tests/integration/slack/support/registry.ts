import { z } from 'zod';
import { RegistrySchema } from '../../../../src/config/registry-schema.ts';
import { defineTool, type Tool } from '../../../../src/core/tool.ts';

/** A plan of one proposal with one check. */
export const registry = RegistrySchema.parse({
  version: 1,
  tools: {
    draft_message: {
      domain: 'engagement',
      class: 'propose',
      cost: 1,
      timeout: '5s',
      checks: ['read_over'],
      approval: { policy: 'requester', expires: '24h' },
    },
    read_over: { domain: 'engagement', class: 'read-only', cost: 0.2, timeout: '5s' },
  },
  plans: {
    qualify: {
      goal: 'Qualify {account}',
      steps: [{ id: 'draft', tool: 'draft_message', reason: 'The next message to the account.' }],
    },
  },
  profiles: {
    sales: {
      tools: ['draft_message', 'read_over'],
      budgets: {
        plan: { cost: 10, calls: 30 },
        user_day: { cost: 20, calls: 60 },
        workspace_month: { cost: 2_000, calls: 6_000 },
      },
      icp: {},
    },
  },
});

/** Complains about everything that shouts. */
const readOver = defineTool({
  name: 'read_over',
  domain: 'engagement',
  sideEffect: 'read-only',
  purpose: 'Whether the text may be shown to a person.',
  guardrails: [],
  idempotent: true,
  input: z.strictObject({ subject: z.string(), body: z.string() }),
  output: z.strictObject({ subjectShouts: z.boolean(), bodyShouts: z.boolean() }),
  run: async ({ subject, body }) => ({
    subjectShouts: subject.includes('!!!'),
    bodyShouts: body.includes('!!!'),
  }),
  check: {
    input: ({ payload }) =>
      payload.kind === 'message'
        ? { subject: payload.subject ?? '', body: payload.body }
        : { subject: '', body: '' },
    verdict: ({ subjectShouts, bodyShouts }) => ({
      passed: !subjectShouts && !bodyShouts,
      summary: subjectShouts || bodyShouts ? 'It shouts' : 'It reads well',
      issues: [
        ...(subjectShouts
          ? [{ severity: 'critical', field: 'subject', message: 'The subject shouts' } as const]
          : []),
        ...(bodyShouts
          ? [
              {
                severity: 'critical',
                field: 'body',
                message: 'The text shouts',
                suggestion: 'Use one mark',
              } as const,
            ]
          : []),
      ],
    }),
  },
});

export const tools: ReadonlyMap<string, Tool> = new Map([['read_over', readOver as unknown as Tool]]);
