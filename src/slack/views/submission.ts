import { z } from 'zod';
import { INPUT_ACTION } from '../../../blocks/index.ts';
import { type ApprovalRef, decodeApprovalRef } from '../../core/approval.ts';

const Entered = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** A submitted modal as Slack sends it; what else it sends is not used. */
const SubmissionPayload = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  view: z.object({
    id: z.string().default(''),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), Entered)),
    }),
  }),
});

export interface Submission {
  readonly userId: string;
  readonly userTeamId: string | undefined;
  readonly callbackId: string;
  /** Of this one opened form. */
  readonly viewId: string;
  readonly privateMetadata: string;
  /** What the modal is about; null when it is none of ours. */
  readonly ref: ApprovalRef | null;
  /** What was typed or chosen, by block id; undefined where the modal has no such block. */
  readonly typed: (blockId: string) => string | undefined;
}

/** Null for a payload that no form of ours can have caused. */
export function parseSubmission(body: unknown): Submission | null {
  const parsed = SubmissionPayload.safeParse(body);
  if (!parsed.success) return null;
  const { user, view } = parsed.data;
  return {
    userId: user.id,
    userTeamId: user.team_id,
    callbackId: view.callback_id,
    viewId: view.id,
    privateMetadata: view.private_metadata,
    ref: decodeApprovalRef(view.private_metadata),
    typed: (blockId) => {
      const block = view.state.values[blockId];
      if (block === undefined) return undefined;
      const { value, selected_option: chosen } = block[INPUT_ACTION] ?? {};
      return value ?? chosen?.value ?? '';
    },
  };
}
