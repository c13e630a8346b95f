/** One account that a person gave to a rep. */
export interface Assignment {
  readonly accountId: string;
  readonly accountName: string;
  readonly repId: string;
  readonly owner: string;
  /** Null: the rep has no territory, so the account keeps its own. */
  readonly territory: string | null;
  /** What the book said before; null: nothing. */
  readonly previousOwner: string | null;
  readonly previousTerritory: string | null;
}

/** What one approval changes; all of it counts, or nothing. */
export interface AssignmentBatch {
  /** Equal for every attempt at the same approved version. */
  readonly key: string;
  readonly planId: string;
  /** Who approved it. */
  readonly by: string;
  /** `2026-11-22` */
  readonly since: string;
  readonly assignments: readonly [Assignment, ...Assignment[]];
}

/** Writes to the book of business what a person approved. */
export interface BookWriter {
  /**
   * Writes the batch durably, once however often it is called, and resolves when the book answers with it.
   * `file`: where it stands.
   */
  assign(batch: AssignmentBatch): Promise<{ readonly file: string }>;
}
