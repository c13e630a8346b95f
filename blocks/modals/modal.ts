import type { KnownBlock, ModalView } from '@slack/types';
import { plain } from '../layout/parts.ts';
import { clip } from '../text/clean.ts';

export interface ModalOptions {
  readonly title: string;
  readonly close: string;
  readonly blocks: readonly KnownBlock[];
  /** Absent for a modal that only tells something. */
  readonly form?: {
    readonly callbackId: string;
    readonly submit: string;
    /** At most 3,000 characters; comes back as it is, so it must be made by the caller from ids alone. */
    readonly privateMetadata: string;
  };
}

/** The id of the only input in each block of these modals. */
export const INPUT_ACTION = 'value';

export function modal({ title, close, blocks, form }: ModalOptions): ModalView {
  return {
    type: 'modal',
    title: plain(title, 24),
    close: plain(close, 24),
    blocks: [...blocks],
    ...(form && {
      callback_id: form.callbackId,
      submit: plain(form.submit, 24),
      private_metadata: clip(form.privateMetadata, 3_000),
    }),
  };
}
