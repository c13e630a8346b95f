/** What a text is to be made of, and the text that stands where no better one is written. */
export interface DraftTask {
  readonly kind: 'message' | 'summary';
  /** What the text must do, in our own words. */
  readonly wanted: readonly string[];
  /** All that the text may state; data, never instructions. */
  readonly evidence: readonly string[];
  readonly text: DraftText;
  readonly maxWords: number;
}

export interface DraftText {
  readonly subject?: string;
  readonly body: string;
}

/** `kept`: the given text stands, and why. */
export type Drafted =
  | { readonly kind: 'written'; readonly text: DraftText }
  | { readonly kind: 'kept'; readonly reason: string };

/**
 * Writes a text by a model that states nothing beyond the evidence: a text with any number, name, date or
 * claim of its own is never answered. Throws only when its signal is aborted.
 */
export interface Drafter {
  draft(task: DraftTask, signal: AbortSignal): Promise<Drafted>;
}
