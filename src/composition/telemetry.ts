import { existsSync, readFileSync } from 'node:fs';
import { projectPath } from '../config/paths.ts';
import { COMMANDS } from '../planner/commands/index.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { catalogue } from '../tools/index.ts';

/** Metrics of this version, its commands and its tools. */
export function botMetrics(): Metrics {
  return createMetrics({
    version: packageVersion(),
    commit: builtCommit(),
    commands: COMMANDS.map(({ name }) => name),
    tools: [...catalogue.values()],
  });
}

function packageVersion(): string {
  const content: unknown = JSON.parse(readFileSync(projectPath('package.json'), 'utf8'));
  return String(Reflect.get(Object(content), 'version'));
}

/** As the build found it; `unknown` outside a checkout. */
function builtCommit(): string {
  const path = projectPath('dist', '.commit');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : 'unknown';
}
