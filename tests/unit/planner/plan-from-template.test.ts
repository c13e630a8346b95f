import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { RegistrySchema } from '../../../src/config/registry-schema.ts';
import { fillArguments } from '../../../src/planner/fill-arguments.ts';
import { type PlanRequest, planFromTemplate } from '../../../src/planner/plan-from-template.ts';

const registry = RegistrySchema.parse({
  version: 1,
  tools: {
    look: { domain: 'intelligence', class: 'read-only', cost: 0.1, timeout: '5s', retries: 2 },
    judge: { domain: 'engagement', class: 'read-only', cost: 0.2, timeout: '1s' },
    write: {
      domain: 'engagement',
      class: 'propose',
      cost: 1,
      timeout: '10s',
      checks: ['judge'],
      approval: { policy: 'two_person', expires: '24h' },
    },
  },
  plans: {
    greet: {
      goal: 'Greet {name} of {account}{missing}',
      steps: [
        { id: 'see', tool: 'look', input: { accountId: '$args.accountId' }, reason: 'To know.' },
        {
          id: 'say',
          tool: 'write',
          input: { to: ['$args.name', { tone: '$args.tone?' }], seen: '$steps.see.output.x?' },
          after: ['see'],
          on_denied: 'stop',
          reason: 'To say it.',
        },
      ],
    },
  },
  profiles: {
    all: profile(['look', 'judge', 'write']),
    unchecked: profile(['look', 'write']),
    reader: profile(['look']),
  },
});

function profile(tools: string[]) {
  const limits = { cost: 10, calls: 20 };
  return { tools, budgets: { plan: limits, user_day: limits, workspace_month: limits }, icp: {} };
}

const request: PlanRequest = {
  planId: ulid(),
  traceId: 'trace',
  teamId: 'T1',
  channelId: null,
  requestedBy: 'U1',
  command: 'greet Dana',
  template: 'greet',
  args: { name: 'Dana', account: 'Northwind', accountId: 'northwind' },
  now: new Date('2026-11-22T10:00:00Z'),
};
const config = { registry, registryVersion: 'r7', profile: 'all', approvers: ['U8', 'S9'] };
const make = (more: Partial<PlanRequest> = {}, profileName = 'all') =>
  planFromTemplate({ ...config, profile: profileName }, { ...request, ...more });

describe('a plan from a template', () => {
  it('takes class, cost, time, checks and policy from the registry alone', () => {
    const [see, say] = make().steps;
    expect(see).toMatchObject({
      sideEffect: 'read-only',
      cost: 0.1,
      timeoutMs: 5_000,
      retries: 2,
      checks: [],
    });
    expect(see).not.toHaveProperty('approval');
    expect(say).toMatchObject({
      sideEffect: 'propose',
      cost: 1.2,
      timeoutMs: 10_000,
      onDenied: 'stop',
      checks: ['judge'],
    });
    expect(say?.approval).toEqual({ kind: 'two_person', approvers: ['U8', 'S9'], expiresInMs: 86_400_000 });
  });

  it('fills in arguments, leaves references, and drops what is optional and not given', () => {
    const [see, say] = make().steps;
    expect(see?.input).toEqual({ accountId: 'northwind' });
    expect(say?.input).toEqual({ to: ['Dana', {}], seen: '$steps.see.output.x?' });
    expect(make({ args: { ...request.args, tone: 'dry' } }).steps[1]?.input.to).toEqual([
      'Dana',
      { tone: 'dry' },
    ]);
  });

  it('names its goal, its estimate and where it comes from', () => {
    expect(make()).toMatchObject({
      goal: 'Greet Dana of Northwind',
      estimate: { cost: 1.3, calls: 3 },
      budget: { cost: 10, calls: 20 },
      planner: { kind: 'template', registryVersion: 'r7' },
      createdAt: '2026-11-22T10:00:00.000Z',
    });
  });

  it.each([
    ['a template that does not exist', { template: 'dance' }, 'all', 'USER_INPUT'],
    ['a template by the name of an object method', { template: 'constructor' }, 'all', 'USER_INPUT'],
    ['a missing argument', { args: { name: 'Dana' } }, 'all', 'USER_INPUT'],
    ['a profile that does not exist', {}, 'nobody', 'SYSTEM_CONFIG'],
    ['a tool that the profile lacks', {}, 'reader', 'POLICY_ALLOWLIST'],
    ['a check that the profile lacks', {}, 'unchecked', 'POLICY_ALLOWLIST'],
  ] as const)('refuses %s', (_, more, profileName, code) => {
    expect(() => make(more, profileName)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['$steps.see.output', '$steps.'])(
    'never takes the words of a person for a reference: %s',
    (name) => {
      expect(() => make({ args: { ...request.args, name } })).toThrow(
        expect.objectContaining({ code: 'USER_INPUT' }),
      );
    },
  );
});

describe('fillArguments', () => {
  it('fills once: an argument inside an argument stays text', () => {
    expect(fillArguments({ a: '$args.x' }, { x: '$args.y', y: 'secret' })).toEqual({ a: '$args.y' });
  });

  it('leaves text alone that only mentions an argument', () => {
    expect(fillArguments(['to $args.x', 1, null, true], { x: 'y' })).toEqual(['to $args.x', 1, null, true]);
  });
});
