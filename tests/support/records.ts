import { Icp } from '../../src/core/icp.ts';
import type { Account, Contact, Opportunity, Rep, SignalRecord } from '../../src/core/records.ts';

/** The moment that tests take as "now". */
export const NOW = new Date('2026-11-22T12:00:00.000Z');

const ORIGIN = { source: 'accounts.csv', mode: 'local', asOf: '2026-11-22T06:00:00.000Z' } as const;

/** An ISO date that lies so many days before NOW; negative lies ahead. */
export function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}

export function anAccount(over: Partial<Account> = {}): Account {
  return { ...ORIGIN, accountId: 'a1', name: 'Northwind Traders', aliases: [], technologies: [], ...over };
}

export function aContact(over: Partial<Contact> = {}): Contact {
  return {
    ...ORIGIN,
    source: 'contacts.csv',
    contactId: 'c1',
    accountId: 'a1',
    fullName: 'Dana Reyes',
    ...over,
  };
}

export function aDeal(over: Partial<Opportunity> = {}): Opportunity {
  return {
    ...ORIGIN,
    source: 'opportunities.csv',
    opportunityId: 'o1',
    accountId: 'a1',
    name: 'Platform rollout',
    stage: 'proposal',
    criteria: {},
    ...over,
  };
}

export function aSignal(over: Partial<SignalRecord> = {}): SignalRecord {
  return {
    ...ORIGIN,
    source: 'signals.csv',
    signalId: 's1',
    accountId: 'a1',
    type: 'funding_event',
    title: 'Northwind Traders raises a Series C',
    occurredAt: daysAgo(0),
    confidence: 1,
    ...over,
  };
}

export function aRep(over: Partial<Rep> = {}): Rep {
  return { ...ORIGIN, source: 'reps.csv', repId: 'r1', name: 'Ann Poe', territory: 'East', ...over };
}

export function anIcp(over: Partial<Record<keyof Icp, unknown>> = {}): Icp {
  return Icp.parse(over);
}
