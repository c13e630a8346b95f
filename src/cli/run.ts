import { setTimeout as pause } from 'node:timers/promises';
import { startWorkers } from '../composition/workers.ts';
import { hasEnded, type PlanRecord, type StepRecord, stepHasEnded } from '../core/plan.ts';
import { type CliCommand, ExitCode } from './command.ts';
import { decideHere, type Verdict } from './decide-here.ts';
import { printError, printJson, printLine } from './output.ts';
import { planDocument } from './plan-document.ts';
import { planText, stepLine } from './plan-text.ts';
import { readRunArguments } from './run-arguments.ts';
import { LOCAL_TEAM, type Session, withSession } from './session.ts';
import { startPlan } from './start-plan.ts';

const HELP = `Usage: npm run cugar -- run <subcommand> … [--approve | --deny "reason"] [--json]

Runs the same plan as /cugar <subcommand> in Slack, and waits for its end. An approval is asked for in the
terminal; without a terminal and without --approve or --deny the plan is left waiting.

Subcommands take their own options: run draft Acme --to "Jane Doe" --channel sms --tone friendly

Example: npm run cugar -- run qualify Acme`;

/** How often the stored plan is looked at, milliseconds. */
const LOOK_MS = 50;

async function main(args: string[]): Promise<number> {
  const { approve, deny, json, words } = readRunArguments(args, HELP);
  const standing: Verdict | undefined = approve
    ? { kind: 'approved' }
    : deny !== undefined
      ? { kind: 'denied', reason: deny }
      : undefined;

  return await withSession(async (session) => {
    const { infrastructure, services, log } = session;
    const workers = startWorkers({ infrastructure, services, notifier: null, besideRequests: false, log });
    try {
      const planId = await startPlan(services, words);
      const record = await follow(session, planId, { standing, json });
      if (json) printJson(planDocument(record));
      else printLine(`\n${planText(record)}`);
      if (!hasEnded(record.status))
        printError(`The plan waits for a decision: npm run cugar -- plan show ${planId}`);
      return record.status === 'failed' ? ExitCode.failure : ExitCode.ok;
    } finally {
      await workers.stop();
    }
  });
}

/** Shows the plan as it goes, and asks where it waits; answers how it ended, or waits where nobody is to ask. */
async function follow(
  { services: { requests } }: Session,
  planId: string,
  { standing, json }: { standing: Verdict | undefined; json: boolean },
): Promise<PlanRecord> {
  const told = new Set<string>();
  const canAsk = process.stdin.isTTY === true && !json;
  for (;;) {
    const record = await requests.store.load(LOCAL_TEAM, planId);
    if (!record) throw new Error(`plan ${planId} is gone`);
    if (!json) tell(record, told);
    if (hasEnded(record.status)) return record;
    const waiting = Object.entries(record.steps).find(([, { approval }]) => approval?.state === 'pending');
    if (waiting) {
      if (!standing && !canAsk) return record;
      await decideHere(requests, record, { stepId: waiting[0], standing, show: !json });
    }
    await pause(LOOK_MS);
  }
}

function tell(record: PlanRecord, told: Set<string>): void {
  if (told.size === 0) {
    told.add('');
    printLine(`${record.plan.goal} · plan ${record.plan.planId}`);
  }
  for (const [id, step] of Object.entries<StepRecord>(record.steps)) {
    if (!stepHasEnded(step.status) || told.has(id)) continue;
    told.add(id);
    printLine(stepLine(id, step));
  }
}

export const run: CliCommand = { help: HELP, main };
