import { APIError } from 'openai';
import { type ModelAccess, openClient } from './open-client.ts';

/** What the model's server says, without being asked to compute anything. */
export type ModelProbe =
  | { readonly kind: 'known' }
  /** The server tells which models it has, and this is none of them. */
  | { readonly kind: 'unknown' }
  /** It answers, but does not tell which models it has. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly status: number }
  | { readonly kind: 'away' };

const TIMEOUT_MS = 10_000;

/** Asks for the model by its name, and where that leads nowhere for the list of models. Costs nothing. */
export async function probeModel(access: ModelAccess): Promise<ModelProbe> {
  const { model } = access;
  const { models } = openClient(access, TIMEOUT_MS);
  const asked = await answerOf(models.retrieve(model, { signal: AbortSignal.timeout(TIMEOUT_MS) }));
  if ('value' in asked) return asked.value?.id === model ? { kind: 'known' } : { kind: 'silent' };
  if (asked.status === undefined) return { kind: 'away' };
  if (asked.status !== 404) return failed(asked.status);
  const listed = await answerOf(models.list({ signal: AbortSignal.timeout(TIMEOUT_MS) }));
  if (!('value' in listed)) return listed.status === 401 ? { kind: 'refused' } : { kind: 'silent' };
  const names: unknown = listed.value.data;
  if (!Array.isArray(names)) return { kind: 'silent' };
  return names.some((known) => known?.id === model) ? { kind: 'known' } : { kind: 'unknown' };
}

type Answer<T> = { readonly value: T } | { readonly status: number | undefined };

async function answerOf<T>(asked: PromiseLike<T>): Promise<Answer<T>> {
  try {
    return { value: await asked };
  } catch (error) {
    return { status: error instanceof APIError ? error.status : undefined };
  }
}

function failed(status: number): ModelProbe {
  return status === 401 || status === 403 ? { kind: 'refused' } : { kind: 'failed', status };
}
