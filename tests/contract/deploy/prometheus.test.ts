import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectPath } from '../../../src/config/paths.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  labels?: { severity: string };
  annotations?: Record<string, string>;
}

const folder = projectPath('deploy', 'prometheus');
const rules: Rule[] = parse(readFileSync(`${folder}/alerts.yml`, 'utf8')).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const alerts = rules.filter((rule) => rule.alert !== undefined);
const operations = readFileSync(projectPath('docs', 'operations.md'), 'utf8');

async function metricNames(): Promise<string[]> {
  const metrics = createMetrics({ version: '1', commit: 'c', commands: [], tools: [] });
  const { text } = await metrics.exposition();
  return [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');
}

describe('the alerts', () => {
  it('ask only for metrics that exist', async () => {
    const names = await metricNames();
    const recorded = rules.flatMap((rule) => rule.record ?? []);
    for (const { expr } of rules) {
      for (const [name] of expr.matchAll(/\b(?:job:)?cugar_\w+(?::\w+)*/g)) {
        const base = name.replace(/_(bucket|count|sum)$/, '');
        expect(
          [...names, ...recorded].some((known) => known === name || known === base),
          name,
        ).toBe(true);
      }
    }
  });

  it.each(alerts)(
    '$alert says what is wrong and where the first steps stand',
    ({ alert, labels, annotations }) => {
      expect(['page', 'ticket']).toContain(labels?.severity);
      expect(annotations?.summary).toMatch(/\.$/);
      expect(annotations?.description).toMatch(/\.$/);
      const [path, anchor] = annotations?.runbook_url?.split('#') ?? [];
      expect([path, anchor]).toEqual(['docs/operations.md', alert?.toLowerCase()]);
      expect(operations).toContain(`<a id="${anchor}"></a>\`${alert}\``);
    },
  );

  it('are each tested: that they fire, and that they stay quiet', () => {
    const tests = readFileSync(`${folder}/alerts.test.yml`, 'utf8');
    const cases: { alertname: string; exp_alerts?: unknown[] }[] = parse(tests).tests.flatMap(
      (test: { alert_rule_test: object[] }) => test.alert_rule_test,
    );
    for (const { alert } of alerts) {
      const own = cases.filter(({ alertname }) => alertname === alert);
      expect(
        own.some(({ exp_alerts = [] }) => exp_alerts.length > 0),
        `${alert} fires`,
      ).toBe(true);
      expect(
        own.some(({ exp_alerts = [] }) => exp_alerts.length === 0),
        `${alert} stays quiet`,
      ).toBe(true);
    }
  });
});

describe('docs/operations.md', () => {
  it('tells of every metric of this program, and of none that is not there', async () => {
    const named = [...operations.matchAll(/`(cugar_[a-z_]+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(
      new Set((await metricNames()).filter((name) => name.startsWith('cugar_'))),
    );
  });
});

const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });

describe.runIf(promtool('--version').status === 0)('promtool', () => {
  it.each([
    ['check', 'config', 'prometheus.yml'],
    ['check', 'rules', '--lint=all', '--lint-fatal', 'alerts.yml'],
    ['test', 'rules', 'alerts.test.yml'],
  ])('%s %s %s', (...args) => {
    const { status, stdout, stderr } = promtool(...args);
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
});
