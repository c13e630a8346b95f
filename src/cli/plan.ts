import { CugarError } from '../core/errors.ts';
import type { PlanRecord } from '../core/plan.ts';
import { findPlan } from '../slack/commands/find-plan.ts';
import { type CliCommand, ExitCode, readArguments, UsageError } from './command.ts';
import { printJson, printLine } from './output.ts';
import { planDocument } from './plan-document.ts';
import { planText } from './plan-text.ts';
import { type Session, withSession } from './session.ts';

const HELP = `Usage: npm run cugar -- plan show <plan> [--json]

Prints a stored plan: its steps with input, output, cost and status, its approvals and its trace id.

<plan> is its id, or a beginning or end of it that no other plan has.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, HELP);
  const [verb, planId, ...rest] = positionals;
  if (verb !== 'show' || !planId || rest.length > 0)
    throw new UsageError('Say "plan show" and the id of one plan.', HELP);
  return await withSession(async (session) => {
    const record = await onlyPlan(session, planId);
    if (values.json) printJson(planDocument(record));
    else printLine(planText(record));
    return ExitCode.ok;
  });
}

/** The plan of any workspace with this id, or the only one whose id begins or ends so. */
async function onlyPlan({ services: { requests } }: Session, typed: string): Promise<PlanRecord> {
  const teams = await requests.debts.teams();
  const matches = await Promise.all(teams.map((teamId) => findPlan(requests.store, teamId, typed)));
  const found = matches.flatMap((match) => (match.kind === 'one' ? [match.record] : []));
  const several = matches.flatMap((match) => (match.kind === 'many' ? match.planIds : []));
  const [record] = found;
  if (record && found.length === 1 && several.length === 0) return record;
  if (found.length + several.length === 0) {
    throw new CugarError('RESOURCE_NOT_FOUND', `There is no plan ${typed}.`, {
      hint: 'Plans are kept for 90 days after their end.',
    });
  }
  const planIds = [...found.map(({ plan: { planId } }) => planId), ...several];
  throw new CugarError('USER_INPUT', `"${typed}" can be several plans: ${planIds.join(', ')}.`, {
    hint: 'Say more of its id.',
  });
}

export const plan: CliCommand = { help: HELP, main };
