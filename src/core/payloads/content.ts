/** One thing that a person must see before deciding, such as `To` and whom. Text from data: escape it on output. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface WrittenText {
  readonly subject?: string | undefined;
  readonly body: string;
}

/** Exactly what a proposal would do, in the same form whatever its kind. */
export interface PayloadContent<P> {
  /** What it is about, for headings: the account's name. */
  readonly about: string;
  readonly facts: readonly Fact[];
  /** The text that it is, where it is one. */
  readonly text: WrittenText | null;
  /** How its text is edited; null where it cannot be. */
  readonly edit: { readonly takesSubject: boolean; readonly withText: (text: WrittenText) => P } | null;
}
