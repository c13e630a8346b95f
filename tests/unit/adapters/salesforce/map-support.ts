import { stagesOf } from '../../../../src/adapters/salesforce/stages.ts';

export const origin = { source: 'Salesforce', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
export const now = new Date('2026-11-22T09:00:00.000Z');
export const ACCOUNT = '001D000000IqhSLIAZ';
export const DEAL = '006D000000CYo2WIAT';

const stage = (
  MasterLabel: string,
  SortOrder: number,
  closed: { IsClosed?: boolean; IsWon?: boolean } = {},
) => ({
  ApiName: MasterLabel,
  MasterLabel,
  IsClosed: false,
  IsWon: false,
  SortOrder,
  ...closed,
});

/** The pipeline of an organization that named some of its stages itself. */
export const stages = stagesOf(
  [
    stage('Prospecting', 1),
    stage('Needs Analysis', 3),
    stage('Perception Analysis', 6),
    stage('Proposal/Price Quote', 7),
    stage('Legal Review', 8),
    stage('On Hold', 9),
    stage('Signed', 10, { IsClosed: true, IsWon: true }),
    stage('Closed Lost', 11, { IsClosed: true }),
  ],
  { 'legal review': 'negotiation' },
);
