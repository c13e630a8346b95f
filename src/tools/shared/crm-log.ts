import type { CrmEntry } from '../../core/crm.ts';
import type { Finding } from '../../core/finding.ts';
import { type CrmOutcome, type CrmPlace, crmMark, crmSentence } from '../../core/payloads/crm-record.ts';
import type { Proposal } from '../../core/proposal.ts';
import type { Account } from '../../core/records.ts';
import type { CommitContext, ToolContext } from '../../core/tool.ts';
import { oneLine } from './text.ts';

/** Longest that looking, writing and looking again take for one approval. */
export const CRM_MS = 25_000;

const HOLDS = {
  message: 'the text, whom it is for and by what, and that it is not sent yet',
  touchpoint: 'with whom, when, by what and what for, and that nobody was invited',
} as const;

/** The proposal with the place where it is put on record besides; as it is where the profile allows no writing to CRMs. */
export async function withCrmPlace(
  proposal: Proposal,
  account: Account,
  { crmPlaces, signal }: ToolContext,
): Promise<Proposal> {
  const { payload, consequences } = proposal;
  if (!crmPlaces || (payload.kind !== 'message' && payload.kind !== 'touchpoint')) return proposal;
  const found = await crmPlaces.place(account, payload.kind, signal);
  if (found.place === null) {
    const why = `It is not logged in a CRM: ${oneLine(found.reason, 180)}.`;
    return { ...proposal, consequences: [...consequences, why] };
  }
  const { title, form } = found.place;
  const what = `${title} gets the ${form} named above. It holds ${HOLDS[payload.kind]}.`;
  return {
    ...proposal,
    payload: { ...payload, logIn: found.place },
    consequences: [...consequences, what],
  };
}

/** Writes it there, after the main effect, which it never undoes; the answer says what came of it. */
export async function withCrmLog<F extends Pick<Finding, 'headline' | 'reasons' | 'unknowns'>>(
  finding: F,
  place: CrmPlace | undefined,
  entry: Omit<CrmEntry, 'key'>,
  { crm, idempotencyKey: key, signal }: CommitContext,
): Promise<F & { crm?: CrmOutcome[] }> {
  if (!place) return finding;
  if (crm) return withCrmOutcomes(finding, [await crm.log(place, { ...entry, key }, signal)]);
  const { crm: _name, ...shown } = place;
  const reason = 'writing to CRMs has been switched off since';
  const outcome = { what: 'entry', state: 'failed', ...shown, mark: crmMark(key), reason } as const;
  return withCrmOutcomes(finding, [outcome]);
}

/** The answer with what came of writing to CRMs; a headline must not hide that something went wrong. */
export function withCrmOutcomes<F extends Pick<Finding, 'headline' | 'reasons' | 'unknowns'>>(
  finding: F,
  outcomes: readonly CrmOutcome[],
): F & { crm: CrmOutcome[] } {
  const told = (isUncertain: boolean) =>
    outcomes.filter(({ state }) => (state === 'uncertain') === isUncertain).map(crmSentence);
  const [wrong] = outcomes.filter(({ state }) => state === 'failed' || state === 'uncertain');
  const but =
    wrong?.state === 'failed'
      ? `; ${wrong.title} did not take it`
      : `; whether it stands in ${wrong?.title} is not known`;
  return {
    ...finding,
    headline: wrong ? `${finding.headline.replace(/\.$/, '').slice(0, 220)}${but}.` : finding.headline,
    reasons: [...finding.reasons, ...told(false)],
    unknowns: [...finding.unknowns, ...told(true)],
    crm: [...outcomes],
  };
}
