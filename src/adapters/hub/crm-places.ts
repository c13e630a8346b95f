import { CRMS, type SourcePolicy } from '../../config/registry-adapters.ts';
import type { CrmPlaces, OwnerChanges, OwnerMove, PlaceFound } from '../../core/crm.ts';
import type { CrmOwnerChange } from '../../core/payloads/crm-record.ts';
import type { Account } from '../../core/records.ts';
import { isVendorError } from '../http/vendor-error.ts';
import type { VendorSource } from '../open-vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import type { VendorOwner, VendorWrites } from '../vendor-writes.ts';
import { inOrder } from './policy.ts';
import { ownId, refOf, sameCompany } from './same-company.ts';

/** A live vendor that takes writes. */
export type WritingSource = VendorSource & { readonly writes: VendorWrites };

/** The live CRMs that can be written to, in the registry's order. */
export function writingSources(sources: readonly VendorSource[], policy: SourcePolicy): WritingSource[] {
  const writing = sources.filter(
    (source): source is WritingSource =>
      source.mode === 'live' && source.writes !== undefined && CRMS.some((crm) => crm === source.name),
  );
  return inOrder(policy, 'accounts', writing, ({ name }) => name);
}

type Found =
  | { readonly crm: WritingSource; readonly recordId: string; readonly account: VendorAccount }
  | { readonly crm: null; readonly reason: string };

const MOST_AT_ONCE = 4;

/**
 * Looks approvals' places up: an account's is in the first CRM that knows it. One that cannot be asked ends the
 * search, since a later one would only be right if the first does not know the account.
 */
export function createCrmPlaces(
  crms: readonly WritingSource[],
  { lookMs, allMs }: { readonly lookMs: number; readonly allMs: number },
): CrmPlaces {
  const find = async (account: Account, signal: AbortSignal): Promise<Found> => {
    for (const crm of crms) {
      try {
        const asked = refOf(account, crm.name);
        const { items } = await crm.accounts({ account: asked, signal });
        const found = sameCompany(account, asked, items, crm.name);
        const recordId = found && ownId(found.accountId, crm.name);
        if (found && recordId) return { crm, recordId, account: found };
      } catch (error) {
        if (!isVendorError(error)) throw error;
        return { crm: null, reason: `${error.message}, so it is not known whether it has the account` };
      }
    }
    const titles = crms.map(({ title }) => title).join(' or ');
    return { crm: null, reason: titles === '' ? 'no CRM is live' : `the account is not in ${titles}` };
  };
  const looking = (signal: AbortSignal, ms: number) => AbortSignal.any([signal, AbortSignal.timeout(ms)]);

  return {
    async place(account, kind, signal): Promise<PlaceFound> {
      const found = await find(account, looking(signal, lookMs));
      if (found.crm === null) return { place: null, reason: found.reason };
      const { crm, recordId } = found;
      const form = crm.writes.forms[kind];
      return {
        place: { crm: crm.name, title: crm.title, recordId, recordName: nameOf(found.account), form },
      };
    },
    async ownerChanges(moves, signal): Promise<OwnerChanges> {
      const bounded = looking(signal, allMs);
      const owners = new Map<string, Promise<VendorOwner | string>>();
      const ownerIn = (crm: WritingSource, { rep }: OwnerMove) => {
        const key = `${crm.name} ${rep.repId}`;
        const asked = owners.get(key) ?? ownerOf(crm, rep, bounded);
        owners.set(key, asked);
        return asked;
      };
      const changeOf = async (move: OwnerMove): Promise<CrmOwnerChange | string | null> => {
        const found = await find(move.account, bounded);
        if (found.crm === null) return found.reason;
        const { crm, recordId, account } = found;
        const owner = await ownerIn(crm, move);
        if (typeof owner === 'string') return owner;
        const fromOwnerId = account.extra?.owner_id ?? null;
        if (fromOwnerId === owner.ownerId) return null;
        const place = { crm: crm.name, title: crm.title, recordId, recordName: nameOf(account) };
        const to = { ownerId: owner.ownerId, ownerName: owner.name };
        return { ...place, ...to, accountId: move.account.accountId, fromOwnerId };
      };
      const made = await inTurn(moves, MOST_AT_ONCE, changeOf);
      return {
        changes: made.filter((change) => typeof change === 'object' && change !== null),
        refused: made.flatMap((reason, index) =>
          typeof reason === 'string' ? [{ accountId: moves[index]?.account.accountId ?? '', reason }] : [],
        ),
      };
    },
  };
}

/** The one owner with the rep's address; or why there is none. */
async function ownerOf(
  { title, writes }: WritingSource,
  { name, extra }: OwnerMove['rep'],
  signal: AbortSignal,
): Promise<VendorOwner | string> {
  const email = extra?.email?.trim();
  if (!email)
    return `${name} has no e-mail address (column "email" of reps.csv) to find an owner in ${title} by`;
  try {
    const [first, ...others] = await writes.ownersByEmail(email, signal);
    if (!first) return `${title} has no active owner with the address of ${name} (${email})`;
    return others.length === 0 ? first : `${title} has several owners with the address of ${name} (${email})`;
  } catch (error) {
    if (isVendorError(error)) return `${error.message}, so the owner there is not known`;
    throw error;
  }
}

/** At most so many at the same time, answers in the order of the items. */
export async function inTurn<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  const left = [...items.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) done[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return done;
}

function nameOf({ name }: VendorAccount): string {
  return name
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);
}
