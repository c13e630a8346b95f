import { CugarError } from '../../core/errors.ts';

/** No answer that we ask for is larger. */
const MOST_BYTES = 1_000_000;

/** `fetch` for the model: follows no redirect, which could carry the key elsewhere, and reads no endless answer. */
export const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' });
  if (!response.body) return response;
  let bytes = 0;
  const bounded = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes <= MOST_BYTES) controller.enqueue(chunk);
        else controller.error(new CugarError('AGENT_CONTRACT', 'the answer of the model was too large'));
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(bounded, { status, statusText, headers });
};
