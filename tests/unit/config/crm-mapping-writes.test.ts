import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { filledBody } from '../../../src/adapters/ibm-sales-cloud/filled.ts';
import { createCrmWrites } from '../../../src/adapters/ibm-sales-cloud/writes.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { CrmMapping } from '../../../src/config/vendors/crm-mapping.ts';

const shipped = parse(readFileSync(projectPath('data', 'crm.yaml'), 'utf8'));
const problems = (mapping: unknown) =>
  CrmMapping.safeParse(mapping).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];
const withEntries = (over: object) => ({
  ...shipped,
  writes: { ...shipped.writes, entries: { ...shipped.writes.entries, ...over } },
});

it('may say nothing of writing, and then nothing can be written', () => {
  const { writes: _writes, ...reading } = shipped;
  expect(problems(reading)).toEqual([]);
  const send = async (): Promise<never> => {
    throw new Error('nothing is sent');
  };
  const settings = { base_url: 'https://crm.example.com/', api_key: '0123456789abcdef' };
  const ofReading = projectPath('tests', 'support', 'crm', 'reading-only.yaml');
  expect(createCrmWrites({ settings: { ...settings, mapping: ofReading }, send })).toBeUndefined();
  expect(createCrmWrites({ settings, send })?.forms).toEqual({ message: 'activity', touchpoint: 'activity' });
});

it.each([
  [{ body: { note: 'no text' } }, /writes\.entries\.body: must hold \{text\}/],
  [{ body: { note: '{text}', by: '{approver}' } }, /nothing stands for \{approver\} here/],
  [{ path: 'activities' }, /writes\.entries\.path: \{account\} must stand in the path or the query/],
  [{ form: '<b>note</b>' }, /writes\.entries\.form: must be a word or two/],
  [{ surprise: 1 }, /Unrecognized key/],
])('is refused with %j', (over, why) => {
  expect(problems(withEntries(over)).join('\n')).toMatch(why);
});

it('needs the place of the owner', () => {
  expect(problems({ ...shipped, accounts: { ...shipped.accounts, extra: {} } })).toEqual([
    expect.stringMatching(/^accounts\.extra: needs owner_id/),
  ]);
});

it('makes bodies by places, without what is not known', () => {
  const body = { 'owner.id': '{owner}', 'owner.kind': 'user', due: '{at}', note: 'see: {text}' };
  expect(filledBody(body, { owner: '7', text: '{owner}' })).toEqual({
    owner: { id: '7', kind: 'user' },
    note: 'see: {owner}',
  });
});
