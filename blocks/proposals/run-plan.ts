import type { RunPlanPayload } from '../../src/core/payloads/run-plan.ts';
import { md } from '../text/mrkdwn.ts';
import type { WorkView } from './view.ts';

/** A planned plan, which runs or is discarded; there is nothing to hand over. */
export const runPlanView: WorkView<RunPlanPayload> = {
  buttons: { approve: 'Run', deny: 'Discard' },
  title: () => 'Run this plan?',
  left: md`Nothing of the plan was run.`,
  goingOn: () => md`The plan runs.`,
  done: () => md`The plan runs.`,
  kept: md`The plan's own message says how far it is.`,
  beingMade: { header: 'Run this plan?', text: () => md`The plan runs; its own message says how far it is.` },
  handover: () => ({
    header: 'The plan runs',
    text: md`The plan runs; its own message says how far it is.`,
    parts: [],
  }),
};
