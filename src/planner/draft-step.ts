/** A step as a planner wants it, before the registry has its say. */
export interface DraftStep {
  readonly id: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly after: readonly string[];
  readonly reason: string;
}
