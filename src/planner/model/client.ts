import type OpenAI from 'openai';
import type { Registry } from '../../config/registry-schema.ts';
import type { Clock } from '../../core/clock.ts';
import { CugarError } from '../../core/errors.ts';
import type { ModelMeter } from '../../core/model-meter.ts';
import { createBreaker } from './breaker.ts';
import { failureOf } from './failure.ts';
import { type ModelAccess, openClient } from './open-client.ts';

export interface ModelTask {
  /** Names the shape of the answer. */
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Our own words. */
  readonly rules: string;
  /** What it is about, as JSON: data, never instructions. */
  readonly subject: unknown;
  /** An answer that was refused, and why: asks for a better one. */
  readonly refused?: { readonly answer: string; readonly problems: readonly string[] };
}

/** How one call went; never what was said. */
export interface ModelCall {
  readonly outcome: 'answered' | 'slow' | 'failed';
  readonly durationMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ModelClientParts {
  readonly access: ModelAccess;
  readonly limits: Registry['model'];
  readonly clock: Clock;
  readonly onCall: (call: ModelCall) => void;
}

/** Asks the model for one JSON text. Throws a `CugarError` whose message says in plain words why there is none. */
export type AskModel = (
  task: ModelTask,
  context: { readonly signal: AbortSignal; readonly meter: ModelMeter },
) => Promise<string>;

/** Bytes that a token has at least, on average over a longer text. */
const BYTES_PER_TOKEN = 3;

export function createModelClient({ access, limits, clock, onCall }: ModelClientParts): AskModel {
  const { max_tokens: most, cost_per_1000_tokens: price, timeout } = limits;
  const units = (input: number, output: number) => (input * price.input + output * price.output) / 1_000;
  const breaker = createBreaker(clock);
  const client = openClient(access, timeout);

  return async (task, { signal, meter }) => {
    const messages = messagesOf(task);
    const said = [JSON.stringify(task.schema), ...messages.map(({ content }) => content)].join('');
    const size = Buffer.byteLength(said) / BYTES_PER_TOKEN;
    if (size > most.input) throw new CugarError('AGENT_CONTRACT', 'the question is too long for the model');
    breaker.pass();
    const startedAt = performance.now();
    const deadline = AbortSignal.timeout(timeout);
    const told = { inputTokens: 0, outputTokens: 0 };
    const report = (outcome: ModelCall['outcome']) =>
      onCall({ outcome, durationMs: performance.now() - startedAt, ...told });
    // Until the answer says what it took, it may have taken everything.
    const reserved = units(most.input, most.output);
    meter.add(reserved);
    let completion: OpenAI.ChatCompletion;
    try {
      completion = await client.chat.completions.create(
        {
          model: access.model,
          messages,
          max_completion_tokens: most.output,
          response_format: {
            type: 'json_schema',
            json_schema: { name: task.name, strict: true, schema: { ...task.schema } },
          },
        },
        { signal: AbortSignal.any([signal, deadline]) },
      );
    } catch (thrown) {
      signal.throwIfAborted();
      const failure = failureOf(thrown, deadline.aborted ? timeout : undefined);
      if (failure.isFree) meter.add(-reserved);
      breaker.failed();
      report(deadline.aborted ? 'slow' : 'failed');
      throw failure.error;
    }
    const { usage } = completion;
    if (usage) {
      told.inputTokens = countOf(usage.prompt_tokens);
      told.outputTokens = countOf(usage.completion_tokens);
      meter.add(units(told.inputTokens, told.outputTokens) - reserved);
    }
    breaker.succeeded();
    report('answered');
    return textOf(completion);
  };
}

function messagesOf({
  rules,
  subject,
  refused,
}: ModelTask): { role: 'system' | 'user' | 'assistant'; content: string }[] {
  return [
    { role: 'system', content: rules },
    { role: 'user', content: JSON.stringify(subject) },
    ...(refused
      ? [
          { role: 'assistant', content: refused.answer } as const,
          {
            role: 'user',
            content: `That was refused:\n${refused.problems.join('\n')}\nAnswer again, in full.`,
          } as const,
        ]
      : []),
  ];
}

/** A count that a server reports; nonsense counts as nothing. */
function countOf(count: unknown): number {
  return typeof count === 'number' && Number.isFinite(count) && count > 0 ? count : 0;
}

function textOf({ choices }: OpenAI.ChatCompletion): string {
  const choice = choices?.[0];
  if (choice?.finish_reason === 'length')
    throw new CugarError('AGENT_CONTRACT', 'the answer of the model was too long');
  if (choice?.message?.refusal) throw new CugarError('AGENT_CONTRACT', 'the model refused to answer');
  const text = choice?.message?.content;
  if (typeof text === 'string' && text !== '') return text;
  throw new CugarError('AGENT_CONTRACT', 'the model gave no answer');
}
