import { isRerun, type ProposalPayload, type WorkPayload, workOf } from '../../src/core/proposal.ts';
import { assignmentView } from './assignment.ts';
import { messageView } from './message.ts';
import { rerunView } from './rerun.ts';
import { runPlanView } from './run-plan.ts';
import { touchpointView } from './touchpoint.ts';
import type { ProposalView, WorkView } from './view.ts';

type Views = { readonly [K in WorkPayload['kind']]: WorkView<Extract<WorkPayload, { kind: K }>> };

const VIEWS: Views = {
  message: messageView,
  touchpoint: touchpointView,
  run_plan: runPlanView,
  assignment: assignmentView,
};

/** The words for the request as it stands. */
export function proposalView(payload: ProposalPayload): ProposalView<ProposalPayload> {
  return (isRerun(payload) ? rerunView : VIEWS[payload.kind]) as ProposalView<ProposalPayload>;
}

/** The words for what is carried out; behind a repetition, for what is repeated. */
export function workView(payload: ProposalPayload): WorkView<WorkPayload> {
  return VIEWS[workOf(payload).kind] as unknown as WorkView<WorkPayload>;
}
