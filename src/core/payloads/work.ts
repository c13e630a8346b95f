import { z } from 'zod';
import { AssignmentPayload, assignmentContent } from './assignment.ts';
import type { PayloadContent } from './content.ts';
import { MessagePayload, messageContent } from './message.ts';
import { RunPlanPayload, runPlanContent } from './run-plan.ts';
import { TouchpointPayload, touchpointContent } from './touchpoint.ts';

/** What a tool can propose to do. A new kind is one file here, one in `blocks/proposals`, and a line in both tables. */
export const WorkPayload = z.discriminatedUnion('kind', [
  MessagePayload,
  TouchpointPayload,
  RunPlanPayload,
  AssignmentPayload,
]);
export type WorkPayload = z.infer<typeof WorkPayload>;

type ContentOf = {
  readonly [K in WorkPayload['kind']]: (
    payload: Extract<WorkPayload, { kind: K }>,
  ) => PayloadContent<WorkPayload>;
};

const CONTENT: ContentOf = {
  message: messageContent,
  touchpoint: touchpointContent,
  run_plan: runPlanContent,
  assignment: assignmentContent,
};

export function workContent(payload: WorkPayload): PayloadContent<WorkPayload> {
  return (CONTENT[payload.kind] as (payload: WorkPayload) => PayloadContent<WorkPayload>)(payload);
}
