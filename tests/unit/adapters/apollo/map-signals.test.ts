import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../../src/adapters/apollo/schema.ts';
import {
  hiringSignal,
  newsSignal,
  organizationSignals,
  reachableSignal,
} from '../../../../src/adapters/apollo/signals.ts';
import { around } from './map-support.ts';

describe('what is new with a company', () => {
  const told = (organization: Partial<Organization>) =>
    organizationSignals({ id: 'o1', ...organization }, around).map(({ type, occurredAt, title }) => [
      type,
      occurredAt?.slice(0, 10),
      title,
    ]);

  it('is a round of funding, within the window', () => {
    const event = { date: '2026-10-01T00:00:00.000+00:00', type: 'Series D', amount: '100M', currency: '$' };
    expect(told({ funding_events: [event] })).toEqual([
      ['funding_event', '2026-10-01', 'Funding round: Series D of $100M'],
    ]);
    expect(
      told({
        funding_events: [
          { ...event, date: '2025-12-31' },
          { ...event, date: '2027-01-01' },
        ],
      }),
    ).toEqual([]);
    expect(told({ funding_events: [{ date: '2026-10-01' }] })[0]?.[2]).toBe('Funding round');
  });

  it('is growth by a tenth within a year, which has no day', () => {
    expect(told({ organization_headcount_twelve_month_growth: 0.14 })).toEqual([
      ['headcount_growth', undefined, 'Head count grew by 14 % within twelve months'],
    ]);
    expect(told({ organization_headcount_twelve_month_growth: 0.09 })).toEqual([]);
  });

  it('is that they came to our pages, on the last day that they did', () => {
    const visits = { last_visited_at: 20261119, total_visits: 15, unique_visitors: 6 };
    expect(told({ intent_signal_account: visits })).toEqual([
      ['engagement_detected', '2026-11-19', '6 visitors of theirs came to our web pages'],
    ]);
    expect(told({ intent_signal_account: { last_visited_at: 20261319 } })).toEqual([]);
  });

  const posted = (...days: string[]) =>
    hiringSignal(
      days.map((day, index) => ({
        id: `j${index}`,
        title: `Role ${day}`,
        posted_at: `2026-${day}T00:00:00Z`,
      })),
      around,
    ).map(({ occurredAt, title }) => [occurredAt?.slice(0, 10), title]);

  it('is at least five new jobs within thirty days, dated by the last of them', () => {
    expect(posted('11-01', '11-05', '11-02', '10-20', '10-06', '09-01')).toEqual([
      ['2026-11-05', '5 open roles posted within 30 days, such as Role 11-05'],
    ]);
    expect(posted('11-01', '11-05', '11-02', '10-20', '10-05')).toEqual([]);
  });

  it('is news, by the category whose meaning is known', () => {
    const article = {
      id: 'n1',
      title: 'Acme hires a CFO',
      published_at: '2026-05-02',
      url: 'javascript:alert(1)',
    };
    const hired = newsSignal({ ...article, event_categories: ['hires'], domain: 'news.example' }, around);
    expect(hired).toMatchObject({
      type: 'leadership_change',
      title: 'Acme hires a CFO',
      reportedBy: 'news.example',
      extra: { source_type: 'hires' },
    });
    expect(hired).not.toHaveProperty('url');
    expect(newsSignal({ ...article, event_categories: ['investment'] }, around)?.type).toBe('company_news');
    expect(newsSignal({ ...article, event_categories: ['constructor'] }, around)?.type).toBe('company_news');
    expect(newsSignal({ ...article, published_at: null }, around)).toBeNull();
    expect(newsSignal({ ...article, title: ' ' }, around)).toBeNull();
  });

  it('is that people can be reached, and no address of anybody', () => {
    const people = [{ id: 'p1', has_email: true }, { id: 'p2', has_email: false }, { id: 'p3' }];
    const [signal] = reachableSignal(people, around);
    expect(signal).toMatchObject({
      type: 'email_verified',
      title: 'Apollo has verified e-mail addresses of 1 person there',
    });
    expect(JSON.stringify(signal)).not.toContain('@');
    expect(reachableSignal(people.slice(1), around)).toEqual([]);
    expect(reachableSignal(people, around, true)).toMatchObject([
      { title: 'Apollo has verified e-mail addresses of at least 1 person there' },
    ]);
  });
});
