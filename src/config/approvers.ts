import { CugarError } from '../core/errors.ts';
import type { Registry } from './registry-schema.ts';

/**
 * Makes sure that every approval the registry asks for can be given. A user group counts as enough people for
 * `two_person`. Throws `SYSTEM_CONFIG` with all tools that nobody could decide about.
 */
export function checkApprovers(registry: Registry, approvers: readonly string[]): void {
  const isGroup = approvers.some((id) => id.startsWith('S'));
  const people = new Set(approvers).size;
  const lines = Object.entries(registry.tools).flatMap(([name, { approval }]) => {
    if (approval?.policy === 'approvers' && people === 0) {
      return [`tools.${name}.approval: policy "approvers" needs at least one id in CUGAR_APPROVERS`];
    }
    if (approval?.policy === 'two_person' && people < 2 && !isGroup) {
      return [`tools.${name}.approval: policy "two_person" needs two user ids or a group in CUGAR_APPROVERS`];
    }
    return [];
  });
  if (lines.length === 0) return;
  const text = lines.map((line) => `  ${line}`).join('\n');
  throw new CugarError('SYSTEM_CONFIG', `Approvals that nobody could give:\n${text}`, {
    hint: 'Name the approvers in CUGAR_APPROVERS; see docs/reference/configuration.md#cugar_approvers.',
    facts: { problems: lines.length },
  });
}
