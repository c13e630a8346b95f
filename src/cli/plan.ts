import { CugarError } from '../core/errors.ts';
import { type CliCommand, ExitCode, readArguments, UsageError } from './command.ts';
import { printJson, printLine } from './output.ts';
import { planDocument } from './plan-document.ts';
import { planText } from './plan-text.ts';
import { withSession } from './session.ts';

const HELP = `Usage: npm run cugar -- plan show <plan> [--json]

Prints a stored plan: its steps with input, output, cost and status, its approvals and its trace id.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, HELP);
  const [verb, planId, ...rest] = positionals;
  if (verb !== 'show' || !planId || rest.length > 0)
    throw new UsageError('Say "plan show" and the id of one plan.', HELP);
  return await withSession(async ({ services: { requests } }) => {
    for (const teamId of await requests.debts.teams()) {
      const record = await requests.store.load(teamId, planId.toUpperCase());
      if (!record) continue;
      if (values.json) printJson(planDocument(record));
      else printLine(planText(record));
      return ExitCode.ok;
    }
    throw new CugarError('RESOURCE_NOT_FOUND', `There is no plan ${planId}.`, {
      hint: 'Plans are kept for 90 days after their end.',
    });
  });
}

export const plan: CliCommand = { name: 'plan', summary: 'show a stored plan', help: HELP, main };
