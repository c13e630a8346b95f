import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../../src/engine/deadline.ts';

const never = () => new Promise<never>(() => {});
const outer = () => new AbortController();
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('withDeadline', () => {
  it('answers what the work answers, and throws what it throws', async () => {
    expect(await withDeadline(1_000, outer().signal, async () => 7)).toBe(7);
    const broken = withDeadline(1_000, outer().signal, async () => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');
  });

  it('says AGENT_TIMEOUT and tells the work', async () => {
    let reason: unknown;
    const late = withDeadline(5, outer().signal, (signal) => {
      signal.addEventListener('abort', () => {
        reason = signal.reason;
      });
      return never();
    });
    await expect(late).rejects.toMatchObject({ code: 'AGENT_TIMEOUT', retryable: true });
    expect(reason).toMatchObject({ code: 'AGENT_TIMEOUT' });
  });

  it('does not start when it is already over', async () => {
    const over = AbortSignal.abort(new Error('over'));
    await expect(withDeadline(1_000, over, async () => expect.unreachable())).rejects.toThrow('over');
  });

  it('leaves neither timer nor listener behind, even when the work never ends', async () => {
    const { signal, abort } = ((controller) => ({
      signal: controller.signal,
      abort: () => controller.abort(new Error('stop')),
    }))(outer());
    const before = timers();
    await expect(withDeadline(1, signal, never)).rejects.toMatchObject({ code: 'AGENT_TIMEOUT' });
    await withDeadline(3_600_000, signal, async () => 1);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    const stuck = withDeadline(3_600_000, signal, never);
    expect(timers()).toBe(before + 1);
    abort();
    await expect(stuck).rejects.toThrow('stop');
    expect(timers()).toBe(before);
  });
});
