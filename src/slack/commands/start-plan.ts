import { budgetRefusal, queued } from '../../../blocks/index.ts';
import { submitPlan } from '../../engine/submit.ts';
import type { Wish } from '../../planner/commands/plan-command.ts';
import { planFromTemplate } from '../../planner/plan-from-template.ts';
import { type CommandDeps, type CommandRequest, type Reply, refused } from './command-request.ts';

export interface PlanToStart extends Pick<Extract<Wish, { kind: 'plan' }>, 'template' | 'args' | 'subject'> {
  /** As typed, for people to read. */
  readonly command: string;
}

/** Stores and queues a plan; the reply may be given only after this. */
export async function startPlan(
  deps: CommandDeps,
  request: Omit<CommandRequest, 'args'>,
  { template, args, subject, command }: PlanToStart,
): Promise<Reply> {
  const plan = planFromTemplate(deps.planner, {
    planId: deps.ids.planId(),
    traceId: deps.ids.traceId(),
    teamId: request.teamId,
    channelId: request.channelId,
    ...(request.threadTs !== undefined && { threadTs: request.threadTs }),
    requestedBy: request.userId,
    command,
    template,
    args,
    ...(subject && { subject }),
    now: deps.clock.now(),
  });
  const submitted = await submitPlan(deps, plan, request.requestKey);
  if (submitted.kind === 'refused') return refused(budgetRefusal(submitted.refusal));
  const { planId } = submitted;
  if (submitted.kind === 'queued') return { message: queued({ goal: plan.goal, planId }), outcome: 'queued' };
  const known = await deps.store.load(request.teamId, planId);
  const goal = known?.plan.goal ?? plan.goal;
  return { message: queued({ goal, planId, isNew: false }), outcome: 'answered' };
}
