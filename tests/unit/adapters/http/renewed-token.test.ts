import { expect, it } from 'vitest';
import { renewedToken } from '../../../../src/adapters/http/renewed-token.ts';

function tokens(lifeMs?: number) {
  const state = { at: 0, fetched: 0 };
  const auth = renewedToken({
    now: () => new Date(state.at),
    headers: (token) => ({ authorization: token }),
    fetchToken: async () => {
      state.fetched += 1;
      const value = `t${state.fetched}`;
      return lifeMs === undefined ? { value } : { value, expiresAt: new Date(state.at + lifeMs) };
    },
  });
  return { state, auth };
}

it('fetches one token for all who ask at the same time', async () => {
  const { state, auth } = tokens();
  const answers = await Promise.all([auth.headers(), auth.headers(), auth.headers()]);
  expect(answers).toEqual([{ authorization: 't1' }, { authorization: 't1' }, { authorization: 't1' }]);
  expect(state.fetched).toBe(1);
});

it('takes a new one in the last minute of the old one', async () => {
  const { state, auth } = tokens(300_000);
  await auth.headers();
  state.at = 239_000;
  expect(await auth.headers()).toEqual({ authorization: 't1' });
  state.at = 241_000;
  expect(await auth.headers()).toEqual({ authorization: 't2' });
});

it('takes a new one when the old one was refused', async () => {
  const { auth } = tokens();
  await auth.headers();
  await auth.renew();
  expect(await auth.headers()).toEqual({ authorization: 't2' });
});

it('tries again after a failure', async () => {
  let isBroken = true;
  const auth = renewedToken({
    now: () => new Date(0),
    headers: (token) => ({ authorization: token }),
    fetchToken: async () => {
      if (isBroken) throw new Error('no');
      return { value: 'good' };
    },
  });
  await expect(auth.headers()).rejects.toThrow('no');
  isBroken = false;
  expect(await auth.headers()).toEqual({ authorization: 'good' });
});
