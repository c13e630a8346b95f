import type { PostedPlace, PostingClaims } from '../../store/posting-claims.ts';
import type { Called } from '../notifier/calls.ts';
import { wasNeverSent } from './never-sent.ts';

/** `uncertain`: it may stand there, and is not posted again. */
export type Posted = Called<PostedPlace> | { readonly kind: 'uncertain' };

/**
 * Posts one part at most once, over all processes and restarts: the claim is stored before the call, the place
 * after it. Only what surely was not posted may be tried again.
 */
export async function postOnce(
  claims: PostingClaims,
  part: string,
  post: () => Promise<Called<PostedPlace>>,
): Promise<Posted> {
  const claim = await claims.claim(part);
  if (claim.kind === 'posted') return { kind: 'done', value: claim.place };
  if (claim.kind === 'busy') return { kind: 'later', afterMs: claim.afterMs };
  if (claim.kind === 'uncertain') return { kind: 'uncertain' };
  let called: Called<PostedPlace>;
  try {
    called = await post();
  } catch (thrown) {
    if (!wasNeverSent(thrown)) return { kind: 'uncertain' };
    await claims.release(part);
    throw thrown;
  }
  if (called.kind === 'done') await claims.sent(part, called.value);
  else await claims.release(part);
  return called;
}
