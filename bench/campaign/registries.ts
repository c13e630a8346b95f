import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface RegistryVersion {
  readonly policy: 'requester' | 'approvers' | 'two_person';
  readonly expires: string;
}

/** Writes versions of the registry that differ in who decides and until when; answers their paths. */
export function writeRegistries(dir: string, versions: readonly RegistryVersion[]): string[] {
  const ours = readFileSync(resolve('registry.yaml'), 'utf8');
  return versions.map(({ policy, expires }, index) => {
    const text = ours
      .replace(
        'approval: { policy: requester, expires: 24h }',
        `approval: { policy: ${policy}, expires: ${expires} }`,
      )
      .replace(/user_day: \{.*\}/, 'user_day: { cost: 100000, calls: 300000 }')
      .replace(/workspace_month: \{.*\}/, 'workspace_month: { cost: 1000000, calls: 3000000 }');
    if (!text.includes(`policy: ${policy}, expires: ${expires}`) || !text.includes('cost: 1000000'))
      throw new Error('The registry is not as the campaign knows it.');
    const path = join(dir, `registry-${index}.yaml`);
    writeFileSync(path, text);
    return path;
  });
}
