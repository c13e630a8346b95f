import { clock, ids, type Services } from '../composition/services.ts';
import { CugarError } from '../core/errors.ts';
import { submitPlan } from '../engine/submit.ts';
import { draftArguments } from '../planner/draft-arguments.ts';
import { readDraftWords } from '../planner/draft-words.ts';
import { planFromTemplate } from '../planner/plan-from-template.ts';
import { LOCAL_TEAM, localUser } from './session.ts';

/** Queues the plan for the words of a command; answers its id. Throws a `CugarError` that says what is wrong. */
export async function startPlan(
  { book, planner, requests }: Services,
  [subcommand = '', ...words]: readonly string[],
): Promise<string> {
  const known = Object.keys(planner.registry.plans);
  if (!known.includes(subcommand)) {
    throw new CugarError('USER_INPUT', `"${subcommand}" starts no plan.`, {
      hint: `These do: ${known.join(', ')}.`,
    });
  }
  const { query, options } =
    subcommand === 'draft' ? readDraftWords(words) : { query: words.join(' ').trim(), options: {} };
  if (query === '') throw new CugarError('USER_INPUT', `Say which account to ${subcommand}.`);
  const match = await book.findAccount(query);
  if (match.kind === 'many') {
    const names = match.accounts.map(({ name, accountId }) => `${name} (${accountId})`).join(', ');
    throw new CugarError('USER_INPUT', `"${query}" can be several accounts: ${names}.`, {
      hint: 'Say the whole name or the id.',
    });
  }
  if (match.kind === 'none') {
    const hint =
      match.nearest.length > 0
        ? `The nearest names are: ${match.nearest.join(', ')}.`
        : 'The book of business has no name like it.';
    throw new CugarError('RESOURCE_NOT_FOUND', `No account is called "${query}".`, { hint });
  }
  const { accountId, name } = match.account;
  const planId = ids.planId();
  const plan = planFromTemplate(planner, {
    planId,
    traceId: ids.traceId(),
    teamId: LOCAL_TEAM,
    channelId: null,
    requestedBy: localUser(),
    command: [subcommand, ...words].join(' '),
    template: subcommand,
    args: {
      ...(subcommand === 'draft' && (await draftArguments(book, match.account, options))),
      accountId,
      account: name,
    },
    subject: { accountId, name },
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
