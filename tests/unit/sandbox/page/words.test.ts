import { describe, expect, it } from 'vitest';
import { formatDate, nearDay } from '../../../../src/sandbox/page/browser/markup/dates.ts';
import { completionsFor } from '../../../../src/sandbox/page/browser/state/completion.ts';
import { initialsOf, roleOf } from '../../../../src/sandbox/page/browser/state/names.ts';
import { readPlace, startChannel, writePlace } from '../../../../src/sandbox/page/browser/state/place.ts';
import { actOf, replyOf } from '../../../../src/sandbox/page/browser/state/typed.ts';
import type { PageChannel } from '../../../../src/sandbox/page/protocol.ts';

const options = { now: new Date('2026-11-22T12:00:00Z'), timeZone: 'UTC' };
const seconds = (iso: string) => String(Date.parse(iso) / 1_000);

describe('dates on the page', () => {
  it('fills the tokens of Slack', () => {
    const at = seconds('2026-11-20T09:05:07Z');
    const shown = (format: string) => formatDate(at, format, 'fallback', options);
    expect(shown('{date_num}')).toBe('11/20/2026');
    expect(shown('{date_long} at {time}')).toBe('Friday, November 20, 2026 at 9:05 AM');
    expect(shown('{date_short_pretty}, {time_secs}')).toBe('Nov 20, 2026, 9:05:07 AM');
    expect(shown('{no_such} {date}')).toBe('{no_such} November 20, 2026');
  });

  it('names the days around today, by the calendar', () => {
    for (const [iso, name] of [
      ['2026-11-22T00:00:00Z', 'today'],
      ['2026-11-21T23:59:59Z', 'yesterday'],
      ['2026-11-23T00:00:00Z', 'tomorrow'],
      ['2026-11-24T00:00:00Z', null],
    ] as const)
      expect(nearDay(new Date(iso), options), iso).toBe(name);
    expect(formatDate(seconds('2026-11-23T08:00:00Z'), '{date_short_pretty} at {time}', '', options)).toBe(
      'Tomorrow at 8:00 AM',
    );
  });

  it('falls back where there is no moment', () => {
    for (const broken of ['', 'x', '9e99'])
      expect(formatDate(broken, '{date}', 'then', options)).toBe('then');
  });
});

describe('completions', () => {
  const words = {
    command: '/cugar',
    commands: [
      { usage: 'qualify <account>', what: 'judge' },
      { usage: 'budget', what: 'money' },
    ],
    accountNames: ['Acme Robotics', 'Northfold Foods', 'Northfold\nMarine'],
  };
  const texts = (typed: string) => completionsFor(typed, words).map(({ text }) => text);

  it('offers commands while one is being typed', () => {
    expect(texts('/')).toEqual(['/cugar qualify ', '/cugar budget']);
    expect(texts('/cugar q')).toEqual(['/cugar qualify ']);
    expect(texts('/cugar budget')).toEqual([]);
    expect(texts('/other')).toEqual([]);
    expect(texts('hello /')).toEqual([]);
  });

  it('offers first the accounts that begin with what is typed', () => {
    const accountNames = ['Serrano Optics', 'Northfold Foods', 'Nordhavn Vindkraft'];
    const offered = completionsFor('/cugar qualify no', { ...words, accountNames });
    expect(offered.map(({ label }) => label)).toEqual([
      'Nordhavn Vindkraft',
      'Northfold Foods',
      'Serrano Optics',
    ]);
  });

  it('offers accounts where a command takes one, on one line', () => {
    expect(texts('/cugar qualify ')).toHaveLength(3);
    expect(texts('/cugar qualify NORTH')).toEqual([
      '/cugar qualify Northfold Foods',
      '/cugar qualify Northfold Marine',
    ]);
    expect(texts('/cugar qualify Acme Robotics')).toEqual([]);
    expect(texts('/cugar budget ')).toEqual([]);
  });
});

describe('what is typed', () => {
  it('is a command, a mention or words', () => {
    expect(actOf('/cugar qualify "A B"', 'C1', 'Cugar')).toEqual({
      act: 'command',
      channelId: 'C1',
      command: '/cugar',
      text: 'qualify "A B"',
    });
    expect(actOf('/cugar', 'C1', 'Cugar')).toMatchObject({ text: '' });
    expect(actOf('@CUGAR qualify x', 'C1', 'Cugar')).toEqual({
      act: 'mention',
      channelId: 'C1',
      text: 'qualify x',
    });
    expect(actOf('@cugarette', 'C1', 'Cugar')).toMatchObject({ act: 'say' });
  });

  it('is no command in a thread', () => {
    const thread = { channelId: 'C1', threadTs: '1.2' };
    expect(replyOf('/cugar help', thread, 'Cugar')).toBeNull();
    expect(replyOf('hello', thread, 'Cugar')).toEqual({ act: 'say', text: 'hello', ...thread });
  });
});

describe('places and names', () => {
  const channel = (id: string, over: Partial<PageChannel> = {}): PageChannel => ({
    id,
    name: id,
    kind: 'public',
    isShared: false,
    isArchived: false,
    hasApp: true,
    ...over,
  });

  it('the address survives a reload, and a channel that is gone does not', () => {
    const place = { personId: 'U1', channelId: 'C2' };
    expect(readPlace(writePlace(place))).toEqual(place);
    expect(readPlace('')).toEqual({ personId: '', channelId: '' });
    const channels = [
      channel('C0', { isArchived: true }),
      channel('C1', { hasApp: false }),
      channel('C2'),
      channel('C3'),
    ];
    expect(startChannel(channels, 'C3')).toBe('C3');
    expect(startChannel(channels, 'gone')).toBe('C2');
    expect(startChannel([], 'gone')).toBe('');
  });

  it('initials leave out what stands in brackets', () => {
    expect(initialsOf('Sam Seller (sample)')).toBe('SS');
    expect(initialsOf('Cugar')).toBe('C');
    expect(initialsOf('')).toBe('');
  });

  it('says what sets somebody apart', () => {
    const person = { id: 'U', name: 'N', canAct: true };
    expect(roleOf({ ...person, kind: 'stranger', title: 'Buyer' })).toBe('Buyer, of another workspace');
    expect(roleOf({ ...person, kind: 'member', title: '' })).toBe('');
  });
});
