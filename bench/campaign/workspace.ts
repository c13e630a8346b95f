import { createSampleWorld, SAMPLE } from '../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

export interface Workspace {
  readonly sandbox: Sandbox;
  readonly channels: readonly string[];
  /** Invented people who ask, and who are nobody's approvers. */
  readonly sellers: string[];
  /** Invented people of the approver group. */
  readonly approvers: string[];
  readonly approverGroup: string;
}

const CHANNELS = 12;

/** A local Slack with so many people that everybody has to do with one plan at a time. */
export async function openWorkspace(options: {
  readonly people: number;
  readonly faultSeed: number;
  readonly rateLimits: 'off' | 'slack';
}): Promise<Workspace> {
  const numbered = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
  const sellers = numbered('U0CAMPS', options.people);
  const approvers = numbered('U0CAMPA', 2 * options.people);
  const channels = numbered('C0CAMP', CHANNELS);
  const sandbox = await createSandbox({
    faultSeed: options.faultSeed,
    rateLimits: options.rateLimits,
    world: (ids, worldOptions) => {
      const world = createSampleWorld(ids, worldOptions);
      for (const id of [...sellers, ...approvers])
        world.addPerson({ id, name: `sample.${id.toLowerCase()}` });
      const members = [world.app.botUserId, ...sellers, ...approvers];
      for (const id of channels) world.addChannel({ id, name: `sample-${id.toLowerCase()}`, members });
      const group = world.groups.get(SAMPLE.groups.approvers);
      if (group) group.users = [...approvers];
      return world;
    },
  });
  return { sandbox, channels, sellers, approvers, approverGroup: SAMPLE.groups.approvers };
}
