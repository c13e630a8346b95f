import { afterEach, describe, expect, it, vi } from 'vitest';
import { CugarError } from '../../../src/core/errors.ts';
import { plan, step } from '../../support/engine-plan.ts';
import { openWorld, type World } from '../../support/engine-world.ts';
import { readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  return world?.close();
});

/** The waits between the attempts of a step that always fails. */
async function waits(retries: number, error: CugarError): Promise<number[]> {
  const waited: number[] = [];
  const failing = readTool('failing', { calls: [], commits: [] }, () => Promise.reject(error));
  world = openWorld([failing], { pause: async (ms) => void waited.push(ms) });
  await world.start(plan(world.teamId, [step('one', { tool: 'failing', retries })]));
  return waited;
}

describe('waits between attempts', () => {
  it('double up to a bound', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const error = new CugarError('RESOURCE_UNAVAILABLE', 'away');
    expect(await waits(7, error)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it('are spread from nothing to the bound', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(await waits(2, new CugarError('RESOURCE_UNAVAILABLE', 'away'))).toEqual([0, 0]);
  });

  it('are what the source wishes, within reason', async () => {
    expect(await waits(1, new CugarError('RESOURCE_UNAVAILABLE', 'busy', { retryAfterMs: 700 }))).toEqual([
      700,
    ]);
  });

  it('are cut where the source wishes too much', async () => {
    expect(
      await waits(1, new CugarError('RESOURCE_UNAVAILABLE', 'busy', { retryAfterMs: 3_600_000 })),
    ).toEqual([5_000]);
  });

  it('do not exist for what cannot help', async () => {
    expect(await waits(3, new CugarError('AGENT_LOGIC', 'wrong'))).toEqual([]);
  });
});
