import { describe, expect, it } from 'vitest';
import { opportunityOf } from '../../../../src/adapters/salesforce/map.ts';
import type { SalesforceOpportunity } from '../../../../src/adapters/salesforce/schema.ts';
import { ACCOUNT, DEAL, origin, stages } from './map-support.ts';

describe('an opportunity', () => {
  const deal = (fields: Partial<SalesforceOpportunity>) =>
    opportunityOf({ Id: DEAL, StageName: '', ...fields }, origin, { stages, currency: 'USD' });

  it('becomes one, worked out by hand', () => {
    expect(
      deal({
        AccountId: ACCOUNT,
        Name: 'Three plants',
        StageName: 'Proposal/Price Quote',
        Amount: 240000.5,
        CurrencyIsoCode: 'EUR',
        Probability: 75,
        CloseDate: '2026-12-26',
        IsClosed: false,
        IsWon: false,
        NextStep: 'Security review',
        CreatedDate: '2026-08-18T10:00:00.000+0000',
        LastStageChangeDate: '2026-11-06T09:00:00.000+0000',
        LastActivityDate: '2026-11-16',
        PushCount: 2,
        OwnerId: '005D000000Ah3kZIAR',
        Owner: { Name: 'Maya Lindqvist' },
      }),
    ).toEqual({
      ...origin,
      opportunityId: `salesforce:${DEAL}`,
      accountId: `salesforce:${ACCOUNT}`,
      name: 'Three plants',
      stage: 'proposal',
      stageRaw: 'Proposal/Price Quote',
      amount: { amount: 240_000.5, currency: 'EUR' },
      owner: 'Maya Lindqvist',
      createdAt: '2026-08-18T10:00:00.000Z',
      stageChangedAt: '2026-11-06T09:00:00.000Z',
      lastActivityAt: '2026-11-16T00:00:00.000Z',
      closeDate: '2026-12-26T00:00:00.000Z',
      nextStep: 'Security review',
      criteria: {},
      extra: { owner_id: '005D000000Ah3kZIAR', probability: '0.75', push_count: '2' },
    });
  });

  it.each([
    ['Prospecting', {}, 'discovery'],
    ['needs analysis', {}, 'qualification'],
    ['Legal Review', {}, 'negotiation'],
    ['Signed', { IsClosed: true, IsWon: true }, 'closed_won'],
    ['Closed Lost', { IsClosed: true, IsWon: false }, 'closed_lost'],
    ['On Hold', {}, 'unknown'],
    ['nobody knows', {}, 'unknown'],
    ['a stage of long ago', { IsClosed: true, IsWon: false }, 'closed_lost'],
    ['a stage of long ago', { IsClosed: true, IsWon: true }, 'closed_won'],
  ])('in stage %s %j is %s', (StageName, fields, expected) =>
    expect(deal({ StageName, ...fields }).stage).toBe(expected),
  );

  it('that is over was closed on its close date; an open one was not closed', () => {
    const CloseDate = '2026-01-02';
    expect(deal({ StageName: 'Signed', IsClosed: true, IsWon: true, CloseDate }).closedAt).toBe(
      '2026-01-02T00:00:00.000Z',
    );
    expect(deal({ StageName: 'Legal Review', CloseDate })).not.toHaveProperty('closedAt');
  });

  it('keeps an amount without a currency for an extra fact', () => {
    const about = { stages, currency: undefined };
    const untold = opportunityOf({ Id: DEAL, StageName: 'Prospecting', Amount: 7 }, origin, about);
    expect(untold).not.toHaveProperty('amount');
    expect(untold.extra).toEqual({ amount: '7' });
  });
});
