import { z } from 'zod';
import { BANT, type Criterion, MEDDICC, OPEN_STAGES, type Opportunity, Stage } from '../../core/records.ts';
import type { AccountReferences } from './account-references.ts';
import type { Column } from './columns.ts';
import type { DateReader } from './dates.ts';
import { dateField, fields } from './fields.ts';
import {
  dateReaderOf,
  entityRows,
  isFirst,
  type LoadContext,
  originOf,
  record,
  stableId,
} from './load-context.ts';
import type { Row } from './read-rows.ts';

const CRITERIA = [...BANT, ...MEDDICC] as const;

function opportunityRow(read: DateReader) {
  const date = dateField(read);
  return z.strictObject({
    opportunity_id: fields.id,
    account: fields.name,
    name: fields.name,
    stage: fields.name,
    amount: fields.money,
    currency: fields.currency,
    owner: fields.name,
    product: fields.name,
    created_at: date,
    stage_changed_at: date,
    last_activity_at: date,
    close_date: date,
    closed_at: date,
    last_open_stage: fields.name,
    discovery_at: date,
    qualification_at: date,
    proposal_at: date,
    negotiation_at: date,
    next_step: fields.text,
    budget: fields.text,
    authority: fields.text,
    need: fields.text,
    timing: fields.text,
    metrics: fields.text,
    economic_buyer: fields.text,
    decision_criteria: fields.text,
    decision_process: fields.text,
    identify_pain: fields.text,
    champion: fields.text,
    competition: fields.text,
  } satisfies Record<Column<'opportunities'>, z.ZodType>);
}
type OpportunityRow = z.output<ReturnType<typeof opportunityRow>>;

/**
 * Reads the opportunities, by id. One whose account is empty or not in the book is kept without account:
 * it still counts for base rates.
 */
export async function loadOpportunities(
  context: LoadContext,
  references: AccountReferences,
): Promise<Map<string, Opportunity>> {
  const origin = originOf(context, 'opportunities');
  const schema = opportunityRow(dateReaderOf(context, 'opportunities'));
  const opportunities = new Map<string, Opportunity>();
  for await (const row of entityRows(context, 'opportunities', schema)) {
    const { value } = row;
    const opportunityId =
      value.opportunity_id ?? stableId('opp', value.account, value.name, value.product, value.created_at);
    if (!isFirst(opportunities, opportunityId, row)) continue;
    const account = value.account === undefined ? undefined : references.resolve(value.account);
    const isLost = account !== undefined && 'problem' in account;
    if (isLost) row.report(`${account.problem}; kept without account`);
    const stage = stageOf(value.stage);
    const stageRaw = row.written.stage ?? value.stage;
    opportunities.set(
      opportunityId,
      record(origin, {
        extra: isLost ? { ...row.extra, account: value.account ?? '' } : row.extra,
        opportunityId,
        accountId: account && 'accountId' in account ? account.accountId : undefined,
        name: nameOf(value, opportunityId),
        stage,
        stageRaw: stageRaw === stage ? undefined : stageRaw,
        amount:
          value.amount === undefined
            ? undefined
            : { amount: value.amount, currency: value.currency ?? context.currency },
        owner: value.owner,
        product: value.product,
        createdAt: value.created_at,
        stageChangedAt: value.stage_changed_at,
        lastActivityAt: value.last_activity_at,
        closeDate: value.close_date,
        closedAt: value.closed_at,
        lastOpenStage: lastOpenStageOf(row),
        stageDates: stageDatesOf(value),
        nextStep: value.next_step,
        criteria: criteriaOf(row),
      }),
    );
  }
  return opportunities;
}

function nameOf({ name, product }: OpportunityRow, opportunityId: string): string {
  return name ?? (product === undefined ? opportunityId : `${product} (${opportunityId})`);
}

function stageOf(text: string | undefined): Stage {
  return Stage.safeParse(text?.toLowerCase().replace(/[\s-]+/g, '_')).data ?? 'unknown';
}

/** Anything but an open stage is reported and stays unknown. */
function lastOpenStageOf({ value: { last_open_stage: text }, report }: Row<OpportunityRow>) {
  if (text === undefined) return undefined;
  const stage = OPEN_STAGES.find((one) => one === stageOf(text));
  if (stage === undefined)
    report(`last_open_stage: "${text.slice(0, 60)}" is no open stage; taken as unknown`);
  return stage;
}

function stageDatesOf(value: OpportunityRow): Opportunity['stageDates'] {
  const dates = OPEN_STAGES.flatMap((stage) => {
    const date = value[`${stage}_at`];
    return date === undefined ? [] : [[stage, date] as const];
  });
  return dates.length === 0 ? undefined : Object.fromEntries(dates);
}

/** `yes` is confirmed, `no` disproved; anything else is reported and stays unknown. */
function criteriaOf(row: Row<OpportunityRow>): Partial<Record<Criterion, boolean>> {
  const criteria: Partial<Record<Criterion, boolean>> = {};
  for (const name of CRITERIA) {
    const text = row.value[name];
    if (text === undefined) continue;
    const fact = text.toLowerCase();
    if (fact === 'yes' || fact === 'no') criteria[name] = fact === 'yes';
    else row.report(`${name}: "${text.slice(0, 60)}" is not yes, no or empty; taken as unknown`);
  }
  return criteria;
}
