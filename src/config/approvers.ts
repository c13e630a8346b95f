import type { ApprovalPolicyKind } from '../core/approval.ts';
import { CugarError } from '../core/errors.ts';
import type { Registry } from './registry-schema.ts';

/**
 * Makes sure that every approval the registry asks for can be given, but for tools that may be left without
 * approvers. Throws `SYSTEM_CONFIG` with all tools that nobody could decide about.
 */
export function checkApprovers(registry: Registry, approvers: readonly string[]): void {
  const lines = Object.entries(registry.tools).flatMap(([name, { approval }]) => {
    if (!approval || approval.unstaffed === 'refuse') return [];
    const lack = lackOfApprovers(approval.policy, approvers);
    return lack === null ? [] : [`tools.${name}.approval: policy "${approval.policy}" needs ${lack}`];
  });
  if (lines.length === 0) return;
  const text = lines.map((line) => `  ${line}`).join('\n');
  throw new CugarError('SYSTEM_CONFIG', `Approvals that nobody could give:\n${text}`, {
    hint: 'Name the approvers in CUGAR_APPROVERS; see docs/reference/configuration.md#cugar_approvers.',
    facts: { problems: lines.length },
  });
}

/** Who is missing in the approver set; null: nobody. A user group counts as enough people for `two_person`. */
export function lackOfApprovers(policy: ApprovalPolicyKind, approvers: readonly string[]): string | null {
  const people = new Set(approvers).size;
  const isGroup = approvers.some((id) => id.startsWith('S'));
  if (policy === 'approvers' && people === 0) return 'at least one id in CUGAR_APPROVERS';
  if (policy === 'two_person' && people < 2 && !isGroup) {
    return 'two user ids or a group in CUGAR_APPROVERS';
  }
  return null;
}
