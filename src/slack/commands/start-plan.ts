import { budgetRefusal, queued } from '../../../blocks/index.ts';
import { submitPlan } from '../../engine/submit.ts';
import { planFromTemplate } from '../../planner/plan-from-template.ts';
import { type CommandDeps, type CommandRequest, type Reply, refused } from './command-request.ts';

export interface AccountPlan {
  /** Name of the plan's template, which is also the subcommand. */
  readonly template: string;
  readonly account: { readonly accountId: string; readonly name: string };
  /** Values of the template's arguments, besides the account. */
  readonly args?: Readonly<Record<string, string>>;
}

/** Stores and queues the plan about an account; the reply may be given only after this. */
export async function startAccountPlan(
  deps: CommandDeps,
  request: Omit<CommandRequest, 'args'>,
  { template, account, args }: AccountPlan,
): Promise<Reply> {
  const { accountId, name } = account;
  const plan = planFromTemplate(deps.planner, {
    planId: deps.ids.planId(),
    traceId: deps.ids.traceId(),
    teamId: request.teamId,
    channelId: request.channelId,
    ...(request.threadTs !== undefined && { threadTs: request.threadTs }),
    requestedBy: request.userId,
    command: `${template} ${name}`,
    template,
    args: { ...args, account: name, accountId },
    subject: { accountId, name },
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
