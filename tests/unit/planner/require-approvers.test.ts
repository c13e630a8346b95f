import { describe, expect, it } from 'vitest';
import { checkApprovers } from '../../../src/config/approvers.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { loadRegistry } from '../../../src/config/registry.ts';
import { planFromTemplate } from '../../../src/planner/plan-from-template.ts';
import { catalogue } from '../../../src/tools/index.ts';

const { registry, version } = loadRegistry(projectPath('registry.yaml'), catalogue);

function plan(approvers: readonly string[]) {
  return planFromTemplate(
    { registry, registryVersion: version, profile: 'sales', approvers },
    {
      planId: '01KAP0000000000000000000AA',
      traceId: 'trace',
      teamId: 'T1',
      channelId: null,
      requestedBy: 'U1',
      command: 'territory assign Acme',
      template: 'territory_assign',
      args: { accountIds: ['acme'], accounts: 'Acme' },
      now: new Date('2026-11-22T10:00:00Z'),
    },
  );
}

describe('an installation without approvers', () => {
  it('starts, and refuses what only an approver may decide', () => {
    expect(() => checkApprovers(registry, [])).not.toThrow();
    expect(() => plan([])).toThrow('Nobody of this installation may approve assign_territory.');
  });

  it('makes the plan once somebody may decide', () => {
    expect(plan(['U9']).steps[0]).toMatchObject({
      tool: 'assign_territory',
      approval: { kind: 'approvers', approvers: ['U9'] },
    });
  });

  it('still does not start where the registry does not say otherwise', () => {
    const { assign_territory: entry, ...tools } = registry.tools;
    if (!entry?.approval) throw new Error('no approval');
    const strict = { ...entry, approval: { ...entry.approval, unstaffed: 'stop' as const } };
    expect(() => checkApprovers({ ...registry, tools: { ...tools, assign_territory: strict } }, [])).toThrow(
      'tools.assign_territory.approval: policy "approvers" needs at least one id in CUGAR_APPROVERS',
    );
  });
});
