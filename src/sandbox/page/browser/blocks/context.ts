import type { Json, PageEntered } from '../../protocol.ts';
import type { Names } from '../state/names.ts';

/** An element that somebody used, and what was chosen in it. */
export interface Used {
  readonly blockId: string;
  readonly element: Json;
  readonly choose?: PageEntered;
}

/** What somebody put into the fields of a modal, and what was said against it. */
export interface Form {
  readonly values: Map<string, PageEntered>;
  readonly errors: Readonly<Record<string, string>>;
}

/** What drawing blocks needs to know. */
export interface BlockContext {
  readonly names: Names;
  /** People and channels to choose from, as `[id, name]`. */
  readonly people: readonly (readonly [string, string])[];
  readonly channels: readonly (readonly [string, string])[];
  /** Only modals have fields that are sent together. */
  readonly form?: Form;
  /** Tells the app, after the element's own dialog if it has one; resolves when the app has answered. */
  readonly use: (used: Used) => Promise<void>;
}

/** Names an element for the focus, so that it finds back after the message was drawn again. */
export const focusKey = (element: Json): string => String(element.action_id ?? '');
