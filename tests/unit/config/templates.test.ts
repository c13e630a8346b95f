import { describe, expect, it } from 'vitest';
import { loadPlaybook, overrideProblems } from '../../../src/config/playbook.ts';
import { contentHash } from '../../../src/core/canonical-json.ts';

const { templates } = loadPlaybook();

/** Every text that ever had a number, by hash. A version is never changed: add the next one, and its line here. */
const SHIPPED: Readonly<Record<string, string>> = {
  'cold concise v1': '998738a71989',
  'cold formal v1': 'aa092ae1d31a',
  'cold friendly v1': 'e9cc0d8d01f0',
  'cold professional v1': 'de84a720fd9f',
  'customer concise v1': '843fd37b3c26',
  'customer formal v1': 'ba39cce134e3',
  'customer friendly v1': 'eb0113422025',
  'customer professional v1': '32066c7975a8',
  'frame v1': '1ae412763910',
  'linkedin cold v1': '57ff05eb5d5d',
  'linkedin customer v1': '940b94ea5dd6',
  'linkedin open_deal v1': '540897dd8eaf',
  'linkedin revisit v1': '0ecd25778744',
  'linkedin signal v1': '48bb09f081af',
  'open_deal concise v1': '607e2cda1d76',
  'open_deal formal v1': '5b2f9b14aa70',
  'open_deal friendly v1': '2dad0feb3f08',
  'open_deal professional v1': '94ca3a465a01',
  'revisit concise v1': 'd14de14f2972',
  'revisit formal v1': '02bc1d97dd4e',
  'revisit friendly v1': '42632fb4a2ef',
  'revisit professional v1': '3b6b02a0173e',
  'signal concise v1': 'a53b47342bef',
  'signal formal v1': 'cbe2b5428c57',
  'signal friendly v1': 'df7de2834d3d',
  'signal professional v1': '0b40876493aa',
  'sms cold v1': '2f658eb47ec1',
  'sms customer v1': '24d27b36fb7e',
  'sms open_deal v1': '0f3d1cb24c32',
  'sms revisit v1': '1408ea9417af',
  'sms signal v1': '3ceaf82968d7',
};

function shippedVersions(): Record<string, string> {
  const { frames, letters, notes } = templates;
  const named = (prefix: string, versions: Readonly<Record<string, unknown>>) =>
    Object.entries(versions).map(([version, text]) => [
      `${prefix} v${version}`,
      contentHash(text).slice(0, 12),
    ]);
  return Object.fromEntries([
    ...named('frame', frames),
    ...Object.entries({ ...letters, ...notes }).flatMap(([group, all]) =>
      Object.entries(all).flatMap(([name, { versions }]) => named(`${group} ${name}`, versions)),
    ),
  ]);
}

const problemsOf = (letter: object) =>
  overrideProblems({ templates: { letters: { cold: { friendly: letter } } } });

const VERSION = {
  since: '2026-11-25',
  note: 'Shorter.',
  frame: 1,
  subject: 'A question for {{company}}',
  plain_subject: 'A question',
  body: 'I would rather ask than assume.',
  ask: 'What matters most this quarter?',
};

describe('the shipped templates', () => {
  it('are what their version numbers said when they were shipped', () => {
    expect(shippedVersions()).toEqual(SHIPPED);
  });
});

describe('a profile’s own version', () => {
  it('stands beside the shipped ones', () => {
    expect(problemsOf({ current: 2, versions: { 2: VERSION } })).toEqual([]);
    const own = loadPlaybook({
      templates: { letters: { cold: { friendly: { current: 2, versions: { 2: VERSION } } } } },
    });
    expect(Object.keys(own.templates.letters.cold.friendly.versions)).toEqual(['1', '2']);
    expect(own.templates.letters.cold.formal.current).toBe(1);
  });

  it('may take the place of a shipped one that it takes away', () => {
    expect(problemsOf({ current: 2, versions: { 1: null, 2: VERSION } })).toEqual([]);
  });

  it('never rewords what was counted under a number', () => {
    const text = 'version 1 is shipped and never changes; give your text a number of its own';
    const path = ['templates', 'letters', 'cold', 'friendly', 'versions', '1'];
    expect(problemsOf({ versions: { 1: { ask: 'How about it?' } } })).toEqual([{ path, text }]);
    expect(overrideProblems({ templates: { frames: { 1: { opener: 'News: {{topic}}.' } } } })).toEqual([
      { path: ['templates', 'frames', '1'], text },
    ]);
  });

  it.each([
    [{ current: 3 }, 'there is no version 3'],
    [{ versions: { 2: { ...VERSION, frame: 7 } } }, 'there is no frame 7'],
    [{ versions: { two: VERSION } }, 'use a number such as 1 or 2'],
    [
      { versions: { 2: { ...VERSION, body: 'Hello {{first_name|there}}.' } } },
      'nothing fills {{first_name|there}}',
    ],
    [{ versions: { 2: { ...VERSION, body: 'At {{company}}.' } } }, '{{company}} may have no value'],
    [{ versions: { 2: { ...VERSION, body: 'About {{topic}}.' } } }, '{{topic}} may have no value'],
    [{ versions: { 2: { ...VERSION, body: 'Hello [NAME].' } } }, 'a bracket that is no placeholder'],
    [{ versions: { 2: { ...VERSION, body: 'See www.x.example.' } } }, 'holds a link'],
    [{ versions: { 2: { ...VERSION, ask: 'One?\nTwo?' } } }, 'a line break or a control character'],
    [{ versions: { 2: { ...VERSION, plain_subject: 'x'.repeat(61) } } }, 'Too big'],
  ])('is refused: %j', (letter, expected) => {
    const told = problemsOf(letter).map(({ text }) => text);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(expected);
  });

  it('may name the event where there is always one', () => {
    const body = 'I saw {{topic}} of {{date}}.';
    const signal = { friendly: { current: 2, versions: { 2: { ...VERSION, body } } } };
    expect(overrideProblems({ templates: { letters: { signal } } })).toEqual([]);
  });
});
