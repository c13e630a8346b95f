import { describe, expect, it } from 'vitest';
import { explanation, type TellStep } from '../../../../blocks/index.ts';
import { textsOf } from '../../../support/message-texts.ts';
import { aFinding, aPlanRecord, aStepRecord } from '../../../support/plan-records.ts';

const SILENT: TellStep = () => ({ counted: [], trust: [], wouldChange: [] });

const record = aPlanRecord({
  plan: { goal: 'Score Northwind' },
  steps: {
    fit: aStepRecord({ output: aFinding({ headline: 'Northwind fits <!channel>' }) }),
    draft: { status: 'skipped', attempts: 0, spent: 0 },
    explain: aStepRecord({ output: { ...aFinding(), wouldChange: ['Knowing revenue would be enough.'] } }),
  },
});

describe('the explanation of a plan', () => {
  it('shows what counted in each answer, how far it can be trusted, and what would change it', () => {
    const told: TellStep = (tool) =>
      tool === 'score_account_fit'
        ? {
            counted: ['industry (for): 1.00 × 0.67 = 0.67'],
            trust: ['All weights of the deal risk are defaults.'],
            wouldChange: ['Fit is 0.07 short of tier C.'],
          }
        : SILENT(tool, undefined);
    const shown = textsOf(explanation(record, told).blocks);
    expect(shown).toContain('*What counted*\n• industry (for): 1.00 × 0.67 = 0.67');
    expect(shown).toContain('All weights of the deal risk are defaults.');
    expect(shown).toContain('Would change it: Fit is 0.07 short of tier C.');
    expect(shown).toContain('Would change it: Knowing revenue would be enough.');
    expect(shown.match(/What counted/g)).toHaveLength(1);
  });

  it('says from where and as of when, and what was not known', () => {
    const shown = textsOf(explanation(record, SILENT).blocks);
    expect(shown).toMatch(/From: accounts\.csv, as of <!date\^\d+\^/);
    expect(shown).toContain('*What was not known*\n• annual revenue');
    expect(shown).toContain('Planned by template, registry `r1`');
  });

  it('lets no text of an answer become markup', () => {
    const hostile: TellStep = () => ({
      counted: ['<!here> *bold*'],
      trust: ['<@U1>'],
      wouldChange: ['<https://x.example|here>'],
    });
    const { text, blocks } = explanation(record, hostile);
    expect(`${text} ${textsOf(blocks)}`).not.toMatch(/<!(?:channel|here)|<@U1>|<https/);
  });
});
