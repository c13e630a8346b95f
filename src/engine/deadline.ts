import { CugarError } from '../core/errors.ts';

/**
 * Runs work under a time limit and an outer signal. When either fires the answer is an error at once and
 * the work is told by its signal; what it still does is ignored. Throws `AGENT_TIMEOUT`, or `outer`'s reason.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const controller = new AbortController();
  return await new Promise<T>((resolve, reject) => {
    const letGo = () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', onOuter);
    };
    const stop = (reason: unknown) => {
      letGo();
      controller.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(
      () => stop(new CugarError('AGENT_TIMEOUT', `No answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const onOuter = () => stop(outer.reason);
    outer.addEventListener('abort', onOuter, { once: true });
    work(controller.signal).finally(letGo).then(resolve, reject);
  });
}
