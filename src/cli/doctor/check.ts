/** `off`: not in use here, so there is nothing to judge. */
export type Verdict = 'ok' | 'warning' | 'bad' | 'off';

/** What one look at the installation found. */
export interface Line {
  readonly what: string;
  readonly verdict: Verdict;
  /** What was seen, one sentence. */
  readonly said: string;
  /** What to do about it; absent when all is well. */
  readonly todo?: string;
}

export const ok = (what: string, said: string): Line => ({ what, verdict: 'ok', said });
export const off = (what: string, said: string): Line => ({ what, verdict: 'off', said });
export const warning = (what: string, said: string, todo: string): Line => ({
  what,
  verdict: 'warning',
  said,
  todo,
});
export const bad = (what: string, said: string, todo: string): Line => ({ what, verdict: 'bad', said, todo });
