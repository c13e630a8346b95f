/** What must have happened between two readings of a vendor. */
export interface Change {
  readonly type: string;
  readonly title: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** What it is about, by which sources that tell of the same are joined. */
  readonly key?: string;
}
