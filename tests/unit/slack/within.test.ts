import { describe, expect, it } from 'vitest';
import { within } from '../../../src/slack/within.ts';

describe('within', () => {
  it('gives what comes in time, good or bad', async () => {
    expect(await within(1_000, Promise.resolve('done'))).toBe('done');
    await expect(within(1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('gives up on what comes too late, without losing a later failure on the floor', async () => {
    let fail: (error: Error) => void = () => {};
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    await expect(within(5, work)).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE', retryable: true });
    fail(new Error('late'));
    await expect(work).rejects.toThrow('late');
  });
});
