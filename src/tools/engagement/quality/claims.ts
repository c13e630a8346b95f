import { oneLine } from '../../shared/text.ts';
import type { Check, QualityIssue } from './message.ts';

interface Claim {
  readonly type: QualityIssue['type'];
  readonly severity: 'critical' | 'warning';
  readonly patterns: readonly RegExp[];
  readonly what: string;
  readonly suggestion: string;
}

const ASK_OWNER = 'Take it out; only its owner may promise it.';

const CLAIMS: readonly Claim[] = [
  {
    type: 'price_claim',
    severity: 'critical',
    what: 'Makes a claim about price',
    suggestion: ASK_OWNER,
    patterns: [
      /\b(?:our|your|the|best|lowest|special|fixed|starting) (?:price|pricing|rate|fee)s?\b/i,
      /\b(?:for (?:only|just)|only|costs?|priced at|starting at|from) ?(?:[$€£]|usd|eur|gbp) ?\d/i,
      /(?:[$€£] ?\d[\d.,]*|\b\d[\d.,]* ?(?:usd|eur|gbp|dollars|euros?|pounds)) ?(?:\/|per|a) ?(?:month|mo|user|seat|year|yr|licen[cs]e)\b/i,
      /\bfree (?:trial|of charge|month|licen[cs]e|pilot)\b|\bat no cost\b/i,
    ],
  },
  {
    type: 'discount_claim',
    severity: 'critical',
    what: 'Offers a discount',
    suggestion: ASK_OWNER,
    patterns: [/\bdiscount/i, /\d ?(?:%|percent) off\b/i, /\brebate\b/i, /\bwaive (?:the|all|any)\b/i],
  },
  {
    type: 'legal_claim',
    severity: 'critical',
    what: 'Makes a legal or contractual promise',
    suggestion: ASK_OWNER,
    patterns: [
      /\b(?:fully|100 ?%|completely) compliant\b/i,
      /\b(?:gdpr|hipaa|soc ?2|iso ?27001|pci)[- ](?:compliant|certified)\b/i,
      /\blegally binding\b|\bindemnif|\bcontractual(?:ly)?\b|\bliabilit/i,
      /\b\d{2}(?:[.,]\d+)? ?% (?:uptime|availability)\b|\bsla of\b/i,
    ],
  },
  {
    type: 'guarantee',
    severity: 'critical',
    what: 'Gives a guarantee',
    suggestion: ASK_OWNER,
    patterns: [
      /\bguarante/i,
      /\brisk[- ]free\b/i,
      /\bmoney[- ]back\b/i,
      /\b(?:i|we) promise\b/i,
      /\b100 ?% (?:safe|secure|success)/i,
    ],
  },
  {
    type: 'unverified_claim',
    severity: 'warning',
    what: 'Claims what the reader cannot check',
    suggestion: 'Give the source, or take it out.',
    patterns: [
      /#1\b|\bnumber one\b|\bbest[- ]in[- ]class\b|\bmarket[- ]leader|\b(?:industry|world)[- ’']?s?[- ]leading\b/i,
      /\b(?:save|increase|reduce|cut|boost|grow|improve)s?\b[^.\n]{0,40}\b\d+ ?(?:%|percent|x\b)/i,
      /\b(?:double|triple) your\b/i,
    ],
  },
  {
    type: 'sensitive',
    severity: 'warning',
    what: 'Touches a sensitive matter',
    suggestion: 'Leave it out of a sales message.',
    patterns: [
      /\b(?:layoffs?|laid off|redundanc|bankrupt|insolven|lawsuit|data breach)/i,
      /\byour (?:health|illness|religion|divorce|pregnancy|politics|ethnicity)\b/i,
      /\b(?:saw|noticed|see) (?:that )?you(?:r team)? (?:visited|opened|clicked|searched|were searching|downloaded|viewed)\b/i,
      /\b(?:your|showing) (?:search|browsing|intent) (?:history|behaviou?r|data)\b/i,
    ],
  },
];

export const claims: Check = ({ neutral }) =>
  (['subject', 'body'] as const).flatMap((field) =>
    CLAIMS.flatMap(({ patterns, type, severity, what, suggestion }): QualityIssue[] => {
      const found = patterns.flatMap((pattern) => pattern.exec(neutral[field])?.[0] ?? [])[0];
      return found === undefined
        ? []
        : [{ severity, type, message: `${what}: ${oneLine(found, 40)}`, suggestion, field }];
    }),
  );
