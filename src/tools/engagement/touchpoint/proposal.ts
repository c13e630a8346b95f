import { DAY } from '../../../core/clock.ts';
import { TOUCH_NAMES, type TouchpointPayload } from '../../../core/payloads/touchpoint.ts';
import type { Evidence, Proposal } from '../../../core/proposal.ts';
import type { Touch } from '../../../core/touches.ts';
import { count, oneLine } from '../../shared/text.ts';
import type { Standing } from '../situation.ts';
import type { ChosenTime } from './choose-time.ts';
import { localTime } from './local-time.ts';
import type { Bounds } from './obstacles.ts';
import type { Place } from './place.ts';

export interface TouchpointParts {
  readonly payload: TouchpointPayload;
  readonly place: Place;
  readonly chosen: ChosenTime;
  readonly bounds: Bounds;
  /** Of the account; null where nobody keeps them. */
  readonly touches: readonly Touch[] | null;
  readonly where: Standing;
  readonly unknowns: readonly string[];
}

const LOOK_BACK_DAYS = 30;
const MOST_TOUCHES = 3;

/** All that a person needs to decide about the date: why then, what it was held against, what else would fit. */
export function touchpointProposal(parts: TouchpointParts): Proposal {
  const { payload, place, chosen, where, unknowns, touches } = parts;
  const { channel, recipient, accountName } = payload;
  const who = oneLine(recipient.name ?? 'the contact', 60);
  const byVoice = channel === 'phone' || channel === 'sms';
  return {
    summary: oneLine(
      `${capital(TOUCH_NAMES[channel])} to ${who} at ${oneLine(accountName, 80)}: ${payload.localTime}`,
      300,
    ),
    payload,
    consequences: [
      'You get a calendar file in a direct message, to add to your own calendar.',
      'Cugar invites nobody, writes to nobody and calls nobody.',
      `It counts as an approach to ${who}, so the next ones keep their distance from it.`,
    ],
    reasoning: [
      ...movedLine(chosen, place),
      ...(where.situation === 'cold' ? [] : [where.why]),
      heldAgainst(parts),
      ...alternativesLine(chosen, place),
      ...(where.lostRecently ? ['The deal was lost less than 90 days ago; consider waiting.'] : []),
    ],
    evidence: [
      ...place.evidence,
      ...where.evidence,
      ...(touches ?? []).slice(-MOST_TOUCHES).map(touchEvidence),
    ],
    unknowns: [
      ...unknowns,
      ...place.unknowns,
      ...(byVoice ? ['Whether the person agreed to be contacted this way; ask for consent first.'] : []),
      touches
        ? `Approaches that Cugar knows nothing of, and whether ${who} has answered one.`
        : 'What was approved before; the caps could not be applied.',
      'Whether you are free then; your own calendar is not read.',
    ],
    risk: byVoice || place.zones.length > 1 || where.lostRecently ? 'medium' : 'low',
  };
}

function movedLine({ moved }: ChosenTime, { zones }: Place): string[] {
  return moved === null
    ? []
    : [`Not ${localTime(moved.asked, zones)}, as asked: ${moved.because}. This is the next that fits.`];
}

function heldAgainst({ bounds, touches, place }: TouchpointParts): string {
  const { now, rules, contactId } = bounds;
  const { from, until } = rules.business_hours;
  const since = now.getTime() - LOOK_BACK_DAYS * DAY;
  const own = (touches ?? []).filter(
    (touch) => touch.contactId === contactId && Date.parse(touch.at) >= since,
  );
  const holidays = place.country !== null && place.holidays.size > 0 ? ', no public holiday' : '';
  const caps = rules.caps.person.map(({ most, days }) => `${most} in ${days} days`).join(', ');
  const before =
    touches === null
      ? ''
      : ` Approved here for this person in the last ${LOOK_BACK_DAYS} days: ${own.length}.`;
  return `A working day there${holidays}, within ${from} to ${until}; at least ${count(rules.caps.gap_hours, 'hour')} from any other approach, at most ${caps}.${before}`;
}

function alternativesLine({ alternatives }: ChosenTime, { zones }: Place): string[] {
  if (alternatives.length === 0) return [];
  return [`Would fit as well: ${alternatives.map((at) => localTime(at, zones)).join('; ')}.`];
}

function touchEvidence({ kind, channel, at }: Touch): Evidence {
  const what =
    kind === 'message'
      ? `Text for ${TOUCH_NAMES[channel]} handed over`
      : `Date for ${TOUCH_NAMES[channel]} set`;
  return { text: what, source: 'approvals in Cugar', occurredAt: at };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
