import { describe, expect, it } from 'vitest';
import type { VendorName } from '../../../src/config/vendors/index.ts';
import { aRep } from '../records.ts';
import { KEY, type startCrm } from './crm-start.ts';

type Started = Pick<
  Awaited<ReturnType<typeof startCrm>>,
  'account' | 'crm' | 'ownerChanges' | 'place' | 'server' | 'signal' | 'state'
>;

/** What every CRM must do alike when accounts get other owners. */
export function crmOwnerContract(vendor: { readonly name: VendorName }, start: () => Promise<Started>): void {
  describe('giving an account another owner', () => {
    const ann = aRep({ repId: 'r1', name: 'Ann Poe', extra: { email: 'ann@cugar.example' } });

    const proposed = async () => {
      const made = await start();
      const { changes, refused } = await made.crm.ownerChanges(
        [{ account: made.account, rep: ann }],
        made.signal,
      );
      expect(refused).toEqual([]);
      return { ...made, changes };
    };

    it('finds the owner by the address of the rep, changes it, and finds it changed', async () => {
      const { crm, changes, state, place, signal, ownerChanges } = await proposed();
      expect(changes).toMatchObject([
        { crm: vendor.name, accountId: 'acc_acme', recordId: place.recordId, ownerName: 'Ann Poe' },
      ]);
      expect(ownerChanges()).toBe(0);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([
        { what: 'owner', state: 'written', recordId: place.recordId, form: 'Ann Poe' },
      ]);
      expect(state.owners.get(place.recordId)).toBe(changes[0]?.ownerId);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([{ state: 'found' }]);
      expect(ownerChanges()).toBe(1);
    });

    it('has nothing to change where it stands so already', async () => {
      const { crm, changes, account, signal } = await proposed();
      await crm.changeOwners(changes, KEY, signal);
      expect(await crm.ownerChanges([{ account, rep: ann }], signal)).toEqual({ changes: [], refused: [] });
    });

    it.each([
      [undefined, /no e-mail address/],
      ['nobody@cugar.example', /no active owner/],
      ['desk@cugar.example', /several owners/],
    ])('refuses the address %s with the reason', async (email, why) => {
      const { crm, account, signal } = await start();
      const rep = aRep({ name: 'Ann Poe', ...(email !== undefined && { extra: { email } }) });
      const { changes, refused } = await crm.ownerChanges([{ account, rep }], signal);
      expect(changes).toEqual([]);
      expect(refused).toMatchObject([{ accountId: 'acc_acme', reason: expect.stringMatching(why) }]);
    });

    it('leaves an account alone whose owner has changed since', async () => {
      const { crm, changes, state, place, signal, ownerChanges } = await proposed();
      state.owners.set(place.recordId, '7003');
      const [outcome] = await crm.changeOwners(changes, KEY, signal);
      expect(outcome).toMatchObject({ state: 'failed', reason: expect.stringContaining('since') });
      expect(ownerChanges()).toBe(0);
    });

    it('sees for itself whether it changed when the answer is lost', async () => {
      const { crm, changes, server, signal } = await proposed();
      server.fail('reset', 4);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([
        { state: expect.stringMatching(/^(written|found)$/) },
      ]);
    });

    it('says that the account is gone', async () => {
      const { crm, changes, state, place, signal } = await proposed();
      state.gone.add(place.recordId);
      expect(await crm.changeOwners(changes, KEY, signal)).toMatchObject([{ state: 'failed' }]);
    });
  });
}
