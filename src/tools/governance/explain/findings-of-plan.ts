import { contentHash } from '../../../core/canonical-json.ts';
import { CugarError } from '../../../core/errors.ts';
import type { PlanRecord, StepRecord, StepSpec } from '../../../core/plan.ts';
import { SignalsOutput } from '../../intelligence/detect-buying-signals.ts';
import { FitOutput } from '../../intelligence/score-account-fit.ts';
import { RiskOutput } from '../../qualification/assess-deal-risk.ts';
import { QualificationOutput } from '../../qualification/qualify-opportunity.ts';
import { listed, oneLine } from '../../shared/text.ts';
import type { Records } from '../matrix.ts';

/** Which finding of a recommendation a tool's stored answer is. */
const FINDINGS = {
  score_account_fit: { part: 'fit', schema: FitOutput },
  detect_buying_signals: { part: 'signals', schema: SignalsOutput },
  qualify_opportunity: { part: 'qualification', schema: QualificationOutput },
  assess_deal_risk: { part: 'risk', schema: RiskOutput },
} as const;

/** What one stored answer says, if it is one that a recommendation is made of. */
export function findingIn(tool: string, output: unknown): Records {
  if (!Object.hasOwn(FINDINGS, tool)) return {};
  const { part, schema } = FINDINGS[tool as keyof typeof FINDINGS];
  const parsed = schema.safeParse(output);
  return parsed.success ? { [part]: parsed.data } : {};
}

interface Found {
  readonly accountId: string;
  readonly records: Records;
}

/** The stored findings of a plan about one account. Throws where it has none, or those of several accounts. */
export function findingsOfPlan(record: PlanRecord, wanted?: string): Found {
  const found = record.plan.steps.flatMap(({ id, tool }) => {
    const { status, output } = record.steps[id] ?? {};
    const finding = status === 'succeeded' ? findingIn(tool, output) : {};
    const [first] = Object.values(finding);
    return first?.accountId ? [{ accountId: first.accountId, finding }] : [];
  });
  const accounts = [...new Set(found.map(({ accountId }) => accountId))];
  const accountId = wanted ?? (accounts.length === 1 ? accounts[0] : record.plan.subject?.accountId);
  const own = found.filter((one) => one.accountId === accountId);
  if (accountId !== undefined && own.length > 0)
    return { accountId, records: Object.assign({}, ...own.map(({ finding }) => finding)) };
  if (accounts.length > 1) {
    throw new CugarError('USER_INPUT', 'The plan holds findings about several accounts.', {
      hint: `Name one: ${listed(accounts.slice(0, 5).map((id) => oneLine(id, 60)))}.`,
    });
  }
  throw new CugarError(
    'RESOURCE_NOT_FOUND',
    'The plan holds no finding that a recommendation could rest on.',
    {
      hint: 'Those are fit, buying signals, qualification and deal risk.',
    },
  );
}

/** What each step of the plan was, on which data, and who decided: a line a step. */
export function provenanceLines(record: PlanRecord): string[] {
  const { plan } = record;
  return [
    `Plan ${plan.planId}: ${plan.planner.kind}, registry ${plan.planner.registryVersion}, profile ${plan.profile}.`,
    ...plan.steps.map((step) => oneLine(stepLine(step, record.steps[step.id]), 500)),
  ].slice(0, 40);
}

function stepLine(step: StepSpec, stored: StepRecord | undefined): string {
  const { status = 'pending', output, approval } = stored ?? {};
  const said = dataOf(output);
  const decided =
    approval?.decidedBy === undefined
      ? ''
      : `; ${approval.state} by ${approval.decidedBy}, version ${approval.version}`;
  const given = contentHash(stored?.input ?? step.input).slice(0, 8);
  return `${step.id} (${step.tool}, input ${given}): ${status.replaceAll('_', ' ')}${said}${decided}.`;
}

function dataOf(output: unknown): string {
  const { dataMode, asOf, sources } = Object(output) as Record<string, unknown>;
  if (typeof dataMode !== 'string' || typeof asOf !== 'string') return '';
  const from = Array.isArray(sources) && sources.length > 0 ? ` from ${sources.join(', ')}` : '';
  return `; ${dataMode} data${from}, as of ${asOf.slice(0, 16).replace('T', ' ')} UTC`;
}
