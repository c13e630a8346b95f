import { auditLine } from '../core/audit-trail.ts';
import { type CliCommand, ExitCode, readArguments, UsageError } from './command.ts';
import { printError, printJson, printJsonLine, printLine } from './output.ts';
import { LOCAL_TEAM, type Session, withSession } from './session.ts';

const HELP = `Usage: npm run cugar -- audit export [--plan <plan>] [--team <workspace>]
       npm run cugar -- audit verify [--team <workspace>] [--json]

export  prints the audit trail, one JSON object a line, oldest first
verify  recomputes the chain of hashes and names the first broken link; exits 1 if there is one

--team  a Slack workspace id; default: every workspace that has plans here`;

async function main(args: string[]): Promise<number> {
  const options = { plan: { type: 'string' }, team: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = readArguments(args, options, HELP);
  const [verb, ...rest] = positionals;
  if ((verb !== 'export' && verb !== 'verify') || rest.length > 0)
    throw new UsageError('Say "audit export" or "audit verify".', HELP);
  return await withSession(async (session) => {
    const known = await session.services.requests.debts.teams();
    const teams = values.team === undefined ? [...new Set([...known, LOCAL_TEAM])].sort() : [values.team];
    return verb === 'export'
      ? await exportTrail(session, teams, values.plan)
      : await verify(session, teams, values.json === true);
  });
}

async function exportTrail(
  { services }: Session,
  teams: readonly string[],
  planId?: string,
): Promise<number> {
  for (const teamId of teams) {
    for await (const entry of services.requests.audit.entries(teamId, planId))
      printJsonLine(auditLine({ teamId, ...entry }));
  }
  return ExitCode.ok;
}

async function verify({ services }: Session, teams: readonly string[], asJson: boolean): Promise<number> {
  const verdicts = await Promise.all(
    teams.map(async (teamId) => ({ teamId, ...(await services.requests.audit.verify(teamId)) })),
  );
  const intact = verdicts.every((verdict) => verdict.intact);
  if (asJson) printJson({ intact, workspaces: verdicts });
  else {
    for (const verdict of verdicts) {
      if (verdict.intact) printLine(`${verdict.teamId}: intact, ${verdict.entries} entries`);
      else
        printError(
          `${verdict.teamId}: broken at ${verdict.brokenAt} after ${verdict.entries} good entries: ${verdict.reason}`,
        );
    }
  }
  return intact ? ExitCode.ok : ExitCode.failure;
}

export const audit: CliCommand = { help: HELP, main };
