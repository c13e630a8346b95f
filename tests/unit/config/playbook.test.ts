import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectPath } from '../../../src/config/paths.ts';
import { loadPlaybook } from '../../../src/config/playbook.ts';
import { profileOf } from '../../../src/config/registry.ts';
import { CugarError } from '../../../src/core/errors.ts';
import { edited, GOOD, problems, registryOf } from './registry-support.ts';

const SHIPPED = projectPath('data', 'playbook');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playbook-'));
  cpSync(SHIPPED, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Edits a file of the copy and says what the loader says. */
function afterEdit(file: string, from: string, to: string): string {
  const path = join(folder, file);
  writeFileSync(path, edited(from, to, readFileSync(path, 'utf8')));
  return refusal();
}

function refusal(): string {
  try {
    loadPlaybook({}, folder);
    return '';
  } catch (thrown) {
    if (!(thrown instanceof CugarError) || thrown.code !== 'SYSTEM_CONFIG') throw thrown;
    return thrown.message;
  }
}

describe('the shipped playbook', () => {
  it('loads, with the 32 kinds of signals and the stages of an open deal', () => {
    const { signals, stages, fit } = loadPlaybook();
    expect(Object.keys(signals.types)).toHaveLength(32);
    expect(signals.types.funding_event).toMatchObject({ weight: 0.8, half_life_days: 120, negative: false });
    const negative = Object.entries(signals.types).filter(([, type]) => type.negative);
    expect(negative.map(([name]) => name).sort()).toEqual([
      'close_date_pushed',
      'deal_lost',
      'deal_stalled',
      'layoffs',
    ]);
    expect(Object.keys(stages)).toEqual(['discovery', 'qualification', 'proposal', 'negotiation']);
    expect(fit.tiers).toEqual({ A: 0.8, B: 0.6, C: 0.4 });
  });
});

describe('a file of the playbook that is wrong', () => {
  it.each([
    ['fit.yaml', 'min_known: 0.5', 'min_known: 5', 'fit.yaml:5:1 min_known: Too big'],
    ['fit.yaml', 'B: 0.6', 'B: 0.9', 'fit.yaml:4:1 tiers: the tiers must fall from A to C'],
    ['fit.yaml', '\nmin_known', '\nmin_knwon', 'unknown key; did you mean "min_known"?'],
    ['touches.yaml', "until: '17:00'", "until: '7:00'", 'use a time of day such as "08:30"'],
    ['touches.yaml', "until: '17:00'", "until: '08:00'", 'must begin before it ends'],
    ['touches.yaml', "'12-24'", "'24.12.'", 'use month and day'],
    ['stages.yaml', 'proposal:', 'proposals:', 'proposal: is missing'],
    ['stages.yaml', 'economic_buyer', 'economic_bayer', 'expects[0]: must be '],
    ['industries.yaml', 'within: technology', 'within: technologies', 'within: no industry "technologies"'],
    ['places.yaml', '[europe, emea, dach]', '[europ, emea]', 'countries.DE.regions[0]: no region "europ"'],
    ['places.yaml', '  DE:', '  De:', 'use the code of two letters'],
    ['signals.yaml', 'unknown_counts_as: company_news', 'unknown_counts_as: gossip', 'no type "gossip"'],
    ['signals.yaml', 'tiers:', '\ttiers:', 'signals.yaml:3:'],
  ])('%s: %s → %s', (file, from, to, expected) => {
    expect(afterEdit(file, from, to)).toContain(expected);
  });

  it('is told when it is missing, and all problems at once', () => {
    rmSync(join(folder, 'fit.yaml'));
    const told = afterEdit('stages.yaml', 'win_rate: 0.5', 'win_rate: 1');
    expect(told).toContain('fit.yaml: there is no such file');
    expect(told).toMatch(/stages\.yaml:\d+:\d+ proposal\.win_rate: must lie between 0 and 1/);
  });
});

describe('overrides of a profile', () => {
  const withPlaybook = (yaml: string) => edited('    icp:\n', `    playbook:\n${yaml}    icp:\n`);

  it('are laid over the files: joined, replaced, taken away', () => {
    const text = withPlaybook(`      signals:
        types: { layoffs: null, award: { category: corporate, weight: 0.1, half_life_days: 10 } }
      stages: { proposal: { win_rate: 0.4, expects: [budget] } }
`);
    const { playbook } = profileOf(registryOf(text), 'sales');
    const { signals, stages } = loadPlaybook(playbook);
    expect(signals.types).not.toHaveProperty('layoffs');
    expect(signals.types.award).toMatchObject({ weight: 0.1 });
    expect(signals.types.funding_event?.weight).toBe(0.8);
    expect(stages.proposal).toEqual({ win_rate: 0.4, stalled_after_days: 14, expects: ['budget'] });
    expect(stages.discovery.win_rate).toBe(0.1);
  });

  it.each([
    [
      '      fitt: { min_known: 1 }\n',
      /^\d+:7 profiles\.sales\.playbook\.fitt: unknown key; did you mean "fit"\?$/,
    ],
    ['      fit: { min_known: 2 }\n', /^\d+:14 profiles\.sales\.playbook\.fit\.min_known: Too big/],
    ['      fit: null\n', /^\d+:7 profiles\.sales\.playbook\.fit: is missing$/],
    [
      '      industries: { software: { within: nothing } }\n',
      /playbook\.industries\.software\.within: no industry "nothing"$/,
    ],
  ])('are checked with the registry, by line: %j', (yaml, expected) => {
    const found = problems(withPlaybook(yaml));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('leave the registry as it was where there are none', () => {
    expect(profileOf(registryOf(GOOD), 'sales').playbook).toEqual({});
  });
});
