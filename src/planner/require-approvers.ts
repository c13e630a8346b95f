import { lackOfApprovers } from '../config/approvers.ts';
import type { ToolEntry } from '../config/registry-schema.ts';
import { CugarError } from '../core/errors.ts';

/** Refuses a step that would wait for an approval that nobody of this installation can give. */
export function requireApprovers(
  tool: string,
  { approval }: Pick<ToolEntry, 'approval'>,
  approvers: readonly string[],
): void {
  const lack = approval ? lackOfApprovers(approval.policy, approvers) : null;
  if (lack === null) return;
  throw new CugarError('SYSTEM_CONFIG', `Nobody of this installation may approve ${tool}.`, {
    hint: `An administrator puts ${lack}; who asks never decides about it alone.`,
  });
}
