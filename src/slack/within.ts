import { CugarError } from '../core/errors.ts';

/** Slack waits 3 s for an acknowledgement; what is not done by then is answered as unclear. */
export const ANSWER_WITHIN_MS = 2_700;

/** The result, or `SYSTEM_UNAVAILABLE` when it takes too long; the work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new CugarError(
          'SYSTEM_UNAVAILABLE',
          'This takes too long, and it is not certain whether it still happens.',
          {
            hint: 'Look at `/cugar status` before you ask again.',
          },
        ),
      );
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
