import type { DigestContent } from '../core/digest.ts';
import type { DigestRun } from '../store/digest-store.ts';
import type { Chart } from './chart/render.ts';

/** Where one digest goes; a direct message also where a channel takes none and somebody asked for it. */
export interface DigestTarget {
  readonly channel?: string;
  readonly userId?: string;
}

export interface DigestDelivery {
  readonly digest: DigestRun;
  readonly target: DigestTarget;
  readonly content: DigestContent;
  readonly chart: () => Promise<Chart | null>;
}

/**
 * `uncertain`: the post was cut off and may stand there, so it is not repeated. `refused`: it stands nowhere,
 * and trying again now would not help.
 */
export type DigestDelivered =
  | { readonly kind: 'done' }
  | { readonly kind: 'uncertain' }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'later'; readonly afterMs: number };

/** Puts a digest before people. Safe to repeat: what stands there is completed, never posted again. */
export interface DigestPoster {
  deliver(delivery: DigestDelivery): Promise<DigestDelivered>;
}

/** A digest that a person asked for. */
export interface DigestRequest {
  readonly teamId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Equal for every delivery of the same request. */
  readonly requestKey: string;
}

/** Takes requests; resolved only when the request is durable. */
export interface DigestRequests {
  now(request: DigestRequest): Promise<void>;
}

export interface DigestLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
