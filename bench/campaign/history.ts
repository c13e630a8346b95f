/** What the people of the campaign did and heard; nothing in here comes from the program's own records. */
export interface History {
  readonly commands: Command[];
  readonly clicks: Click[];
  /** Who had to do with which plan, and until when nobody else could be meant by an answer. */
  readonly stays: Stay[];
}

export interface Command {
  readonly at: number;
  readonly person: string;
  /** `unknown`: no answer, or one that says so; a plan may exist. */
  readonly result: 'queued' | 'refused' | 'unknown';
  readonly planId?: string;
}

export interface Click {
  readonly at: number;
  readonly person: string;
  readonly planId: string;
  readonly kind: 'approve' | 'deny' | 'edit' | 'stale';
  /** `ok`: acknowledged. `nothing`: never left the client, for the button had gone. */
  readonly heard: 'ok' | 'unknown' | 'nothing';
  /** What a form said instead of closing. */
  readonly complaint?: string;
}

export interface Stay {
  readonly planId: string;
  readonly people: readonly string[];
  readonly from: number;
  until: number;
}

/** Something was done to the web process or to Redis between these moments, milliseconds of the wall clock. */
export interface Harm {
  readonly kind: string;
  readonly from: number;
  readonly until: number;
}
