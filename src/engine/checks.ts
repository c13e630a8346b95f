import { CugarError } from '../core/errors.ts';
import type { CheckResult, Proposal } from '../core/proposal.ts';
import type { ToolContext } from '../core/tool.ts';
import type { EngineDeps } from './engine-deps.ts';
import { toolOf } from './tool-context.ts';
import { parseInput, parseOutput } from './tool-schemas.ts';

/** Lets every check judge the proposal, in the registry's order. */
export async function runChecks(
  deps: EngineDeps,
  checks: readonly string[],
  proposal: Proposal,
  context: ToolContext,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const name of checks) {
    const tool = toolOf(deps, name);
    if (tool.sideEffect !== 'read-only' || !tool.check)
      throw new CugarError('AGENT_CONTRACT', `${name} cannot check proposals`);
    const output = parseOutput(tool, await tool.run(parseInput(tool, tool.check.input(proposal)), context));
    results.push({ check: name, ...tool.check.verdict(output) });
  }
  return results;
}

/** Throws `POLICY_CHECK` with what to change if a check blocks. */
export function requirePassed(results: readonly CheckResult[]): void {
  const blocking = results.find(({ passed }) => !passed);
  if (!blocking) return;
  const critical = blocking.issues.filter(({ severity }) => severity === 'critical');
  const first = critical[0] ?? blocking.issues[0];
  throw new CugarError(
    'POLICY_CHECK',
    `The check blocked it: ${critical.map(({ message }) => message).join('; ') || blocking.summary}`,
    {
      ...(first?.suggestion !== undefined && { hint: first.suggestion }),
    },
  );
}
