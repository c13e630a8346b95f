import { describe, expect, it } from 'vitest';
import { dealSignals } from '../../../../src/adapters/salesforce/deal-signals.ts';
import type { SalesforceHistory, SalesforceOpportunity } from '../../../../src/adapters/salesforce/schema.ts';
import { ACCOUNT, DEAL, now, origin, stages } from './map-support.ts';

describe('the history of an opportunity', () => {
  const at = (day: string) => `2026-11-${day}T00:00:00.000+0000`;
  const row = (day: string, fields: Partial<SalesforceHistory>): SalesforceHistory => ({
    OpportunityId: DEAL,
    StageName: 'Prospecting',
    Amount: 70000,
    CloseDate: '2026-12-01',
    CreatedDate: at(day),
    ...fields,
  });
  const signals = (fields: Partial<SalesforceOpportunity>, rows: readonly SalesforceHistory[] = []) =>
    dealSignals(
      { Id: DEAL, Name: 'Three plants', StageName: 'Prospecting', IsClosed: false, ...fields },
      rows,
      {
        origin,
        account: ACCOUNT,
        stages,
        since: new Date('2026-10-01T00:00:00Z'),
        now,
      },
    ).map(({ type, occurredAt, title }) => [type, occurredAt?.slice(0, 10), title]);

  it('tells of a new deal, forward steps, later dates, other amounts and a loss, in whatever order', () => {
    expect(
      signals({ CreatedDate: at('01'), StageName: 'Closed Lost', IsClosed: true }, [
        row('20', { StageName: 'Closed Lost', CloseDate: '2026-11-20', Amount: 90000 }),
        row('11', { StageName: 'Legal Review', CloseDate: '2026-12-31', Amount: 90000 }),
        row('09', { StageName: 'Needs Analysis', CloseDate: '2026-12-31' }),
        row('05', { StageName: 'Needs Analysis' }),
        row('01', {}),
      ]),
    ).toEqual([
      ['new_opportunity', '2026-11-01', 'New deal: Three plants'],
      ['deal_progression', '2026-11-05', 'Three plants moved to Needs Analysis'],
      ['close_date_pushed', '2026-11-09', 'Close date of Three plants moved by 30 days'],
      ['deal_progression', '2026-11-11', 'Three plants moved to Legal Review'],
      ['deal_amount_changed', '2026-11-11', 'Amount of Three plants went from 70000 to 90000'],
      ['deal_lost', '2026-11-20', 'Lost: Three plants'],
    ]);
  });

  it('goes forward within one meaning by the order of the pipeline', () => {
    const steps = [
      row('01', { StageName: 'Needs Analysis' }),
      row('05', { StageName: 'Perception Analysis' }),
    ];
    expect(signals({}, steps)).toEqual([
      ['deal_progression', '2026-11-05', 'Three plants moved to Perception Analysis'],
    ]);
    const back = [
      row('01', { StageName: 'Perception Analysis' }),
      row('05', { StageName: 'Needs Analysis' }),
    ];
    expect(signals({}, back)).toEqual([]);
  });

  it('is its own: rows of other deals tell nothing of it', () => {
    const other = { OpportunityId: '006D000000CYo2XIAT' };
    expect(signals({}, [row('01', other), row('05', { ...other, StageName: 'Legal Review' })])).toEqual([]);
    expect(signals({}, [row('01', {}), row('05', { ...other, StageName: 'Legal Review' })])).toEqual([]);
  });

  it('tells that an open deal stands still, as of the day on which it was too long', () => {
    const LastStageChangeDate = '2026-10-01T00:00:00.000+0000';
    expect(signals({ LastStageChangeDate })).toEqual([
      ['deal_stalled', '2026-11-15', 'Three plants: no stage change for 52 days'],
    ]);
    expect(signals({ LastStageChangeDate, IsClosed: true })).toEqual([]);
    const unknown: Partial<SalesforceOpportunity> = { LastStageChangeDate };
    expect(signals({ ...unknown, IsClosed: null })).toEqual([]);
  });

  it('tells nothing of earlier dates, first values, gaps and what is older', () => {
    expect(
      signals({ CreatedDate: '2026-09-01T00:00:00.000+0000' }, [
        row('01', { Amount: null, CloseDate: '2026-12-31' }),
        row('05', { Amount: 70000 }),
        row('07', { Amount: 70000, StageName: null }),
      ]),
    ).toEqual([]);
  });
});
