import { ids } from '../composition/ids.ts';
import { clock, type Services } from '../composition/services.ts';
import { CugarError } from '../core/errors.ts';
import { submitPlan } from '../engine/submit.ts';
import { nameOf, PLAN_COMMANDS } from '../planner/commands/index.ts';
import type { CommandWorld, PlanCommand, Wish } from '../planner/commands/plan-command.ts';
import { planFromTemplate } from '../planner/plan-from-template.ts';
import { UsageError } from './command.ts';
import { LOCAL_TEAM, localUser } from './session.ts';

/** Queues the plan for the words of a command; answers its id. Throws a `CugarError` that says what is wrong. */
export async function startPlan(
  { lookup, knowledge, planner, requests }: Services,
  words: readonly string[],
): Promise<string> {
  const { name, args } = nameOf(words);
  const command = PLAN_COMMANDS.get(name);
  if (!command) {
    throw new CugarError('USER_INPUT', `"${name}" starts no plan.`, {
      hint: `These do: ${[...PLAN_COMMANDS.keys()].join(', ')}.`,
    });
  }
  const wish = required(command, await read(command, args, { data: lookup, knowledge, now: clock.now() }));
  const planId = ids.planId();
  const plan = planFromTemplate(planner, {
    planId,
    traceId: ids.traceId(),
    teamId: LOCAL_TEAM,
    channelId: null,
    requestedBy: localUser(),
    command: words.join(' '),
    template: wish.template,
    args: wish.args,
    ...(wish.subject && { subject: wish.subject }),
    now: clock.now(),
  });
  const submitted = await submitPlan(requests.engineDeps, plan, planId);
  if (submitted.kind !== 'refused') return submitted.planId;
  const { kind, cost, costLimit, wantedCost } = submitted.refusal;
  throw new CugarError(
    'POLICY_BUDGET',
    `The budget "${kind}" has ${costLimit - cost} of ${costLimit} units left; this plan needs ${wantedCost}.`,
  );
}

/** What is wrong with an option is said together with how the command goes. */
async function read(command: PlanCommand, args: readonly string[], world: CommandWorld): Promise<Wish> {
  try {
    return await command.read(args, world);
  } catch (thrown) {
    if (!(thrown instanceof CugarError) || thrown.code !== 'USER_INPUT') throw thrown;
    throw new UsageError([thrown.message, thrown.detail.hint].filter(Boolean).join(' '), usageOf(command));
  }
}

function usageOf({ usage, examples }: PlanCommand): string {
  return `Usage: npm run cugar -- run ${usage}\nExample: npm run cugar -- run ${examples[0]}`;
}

/** A plan is made of it, or it is said why not: there is nobody to choose here. */
function required(command: PlanCommand, wish: Wish): Extract<Wish, { kind: 'plan' }> {
  switch (wish.kind) {
    case 'plan':
      return wish;
    case 'usage':
      throw new UsageError('Say what it is about.', usageOf(command));
    case 'choose': {
      const names = wish.accounts.map(({ name, accountId }) => `${name} (${accountId})`).join(', ');
      throw new CugarError('USER_INPUT', `"${wish.query}" can be several accounts: ${names}.`, {
        hint: 'Say the whole name or the id.',
      });
    }
    case 'not_found': {
      const hint =
        wish.nearest.length > 0
          ? `The nearest names are: ${wish.nearest.join(', ')}.`
          : 'The book of business has no name like it.';
      throw new CugarError('RESOURCE_NOT_FOUND', `No account is called "${wish.query}".`, { hint });
    }
  }
}
