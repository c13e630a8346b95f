import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import { MessageChannel, type Proposal } from '../../core/proposal.ts';
import { defineTool } from '../../core/tool.ts';
import { round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count } from '../shared/text.ts';
import { asks, identity } from './quality/asks.ts';
import { claims } from './quality/claims.ts';
import { leftovers } from './quality/leftovers.ts';
import { type Check, type Message, QualityIssue, toMessage } from './quality/message.ts';
import { measure, readability } from './quality/metrics.ts';
import { otherCompanies } from './quality/other-company.ts';
import { addressee, personalization, personalTouches } from './quality/personal.ts';
import { length, subjectLine } from './quality/size.ts';
import { shouting, spamWords, style } from './quality/wording.ts';

const DEDUCTIONS = { critical: 0.25, warning: 0.1, info: 0 } as const;
/** With a critical issue the score ends here, whatever else is right. */
const MAX_SCORE_WITH_CRITICAL = 0.65;
const MAX_ISSUES = 12;
const GRADES = [
  ['A', 0.9],
  ['B', 0.8],
  ['C', 0.7],
  ['D', 0.6],
] as const;

const CHECKS: readonly Check[] = [
  leftovers,
  claims,
  addressee,
  personalization,
  asks,
  spamWords,
  identity,
  subjectLine,
  length,
  shouting,
  style,
  readability,
];

const Input = z.strictObject({
  channel: MessageChannel.default('email'),
  subject: z.string().max(500).optional(),
  message: z.string().min(1).max(20_000),
  recipient: z
    .strictObject({
      contactId: z.string().optional(),
      name: z.string().optional(),
      title: z.string().optional(),
      email: z.string().optional(),
    })
    .optional(),
  accountName: z.string().optional(),
  /** Known facts that the message may refer to. */
  evidence: z.array(z.string()).max(50).optional(),
});

export const QualityOutput = Finding.extend({
  score: z.number().min(0).max(1),
  grade: z.enum(['A', 'B', 'C', 'D', 'F']),
  /** Ready for a person to look at; never by itself ready to send. */
  readyForReview: z.boolean(),
  /** Most severe first. */
  issues: z.array(QualityIssue),
  strengths: z.array(z.string()),
  metrics: z.strictObject({
    wordCount: z.number().int(),
    sentenceCount: z.number().int(),
    readingGrade: z.number().nullable(),
    questions: z.number().int(),
    youWeRatio: z.number().nullable(),
  }),
});
export type QualityOutput = z.infer<typeof QualityOutput>;

export const assessMessageQuality = defineTool({
  name: 'assess_message_quality',
  domain: 'engagement',
  purpose: 'Is the message good enough, and honest enough, to be looked at by a person?',
  guardrails: [
    'Never says ready to send.',
    'Blocks promises about price, law and guarantees.',
    'Sends nothing.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: Input,
  output: QualityOutput,
  check: {
    input: (proposal) => inputFrom(proposal),
    verdict: ({ readyForReview, headline, issues }) => ({
      passed: readyForReview,
      summary: headline,
      issues: issues.map(({ type: _type, ...issue }) => issue),
    }),
  },
  async run({ channel, subject, message: body, recipient, accountName, evidence }, { data, senderName }) {
    const message = toMessage({
      channel,
      subject,
      body,
      recipientName: recipient?.name,
      accountName,
      evidence: evidence ?? [],
      senderName,
    });
    const found = [...CHECKS.flatMap((check) => check(message)), ...(await otherCompanies(message, data))];
    const issues = found.sort((a, b) => DEDUCTIONS[b.severity] - DEDUCTIONS[a.severity]);
    const { score, grade, critical } = gradeOf(issues);
    const touches = personalTouches(message);
    return {
      score,
      grade,
      readyForReview: critical === 0,
      issues: issues.slice(0, MAX_ISSUES),
      strengths: [...touches, ...strengthsOf(issues)],
      metrics: measure(message),
      headline: headlineOf(grade, critical, issues),
      reasons: issues
        .filter(({ severity }) => severity !== 'info')
        .slice(0, 5)
        .map((issue) => issue.message),
      unknowns: unknownsOf(message),
      confidence: null,
      ...provenance([], data),
      ...(issues.length > 0 && { details: [{ title: 'What to change', lines: issues.map(changeOf) }] }),
    };
  },
});

/** What is wrong and what to do about it, on a line. */
function changeOf({ severity, message, suggestion }: QualityIssue): string {
  const todo = suggestion === undefined ? '' : ` → ${suggestion}`;
  return `${severity}: ${message}${todo}`.slice(0, 500);
}

function inputFrom({ payload, evidence }: Proposal): z.input<typeof Input> {
  if (payload.kind !== 'message') {
    throw new CugarError('AGENT_CONTRACT', 'Only a message can be checked for its quality.');
  }
  return {
    channel: payload.channel,
    ...(payload.subject === undefined ? {} : { subject: payload.subject }),
    message: payload.body,
    recipient: payload.recipient,
    accountName: payload.accountName,
    evidence: evidence.map(({ text }) => text),
  };
}

function gradeOf(issues: readonly QualityIssue[]) {
  const critical = issues.filter(({ severity }) => severity === 'critical').length;
  const deducted = issues.reduce((sum, { severity }) => sum + DEDUCTIONS[severity], 0);
  const score = round3(Math.max(0, Math.min(1 - deducted, critical > 0 ? MAX_SCORE_WITH_CRITICAL : 1)));
  return { score, critical, grade: GRADES.find(([, least]) => score >= least)?.[0] ?? ('F' as const) };
}

function headlineOf(grade: string, critical: number, issues: readonly QualityIssue[]): string {
  if (critical > 0) return `Not ready: ${count(critical, 'critical issue')}, grade ${grade}.`;
  const warnings = issues.filter(({ severity }) => severity === 'warning').length;
  return warnings > 0
    ? `Ready for review with grade ${grade} and ${count(warnings, 'warning')}.`
    : `Ready for review with grade ${grade}.`;
}

function strengthsOf(issues: readonly QualityIssue[]): string[] {
  const has = (type: QualityIssue['type']) => issues.some((issue) => issue.type === type);
  return [
    ...(has('no_call_to_action') || has('questions') ? [] : ['Asks for one thing.']),
    ...(has('length') ? [] : ['Has a good length for its channel.']),
  ];
}

function unknownsOf({ recipientName, accountName, evidence, channel }: Message): string[] {
  return [
    ...(recipientName === undefined ? ['Who it goes to, so the greeting was not checked.'] : []),
    ...(accountName === undefined ? ['Which company it goes to, so company names were not checked.'] : []),
    ...(evidence.length === 0
      ? ['Whether statements in it are true; no facts were given to hold it against.']
      : []),
    ...(channel === 'sms' || channel === 'phone'
      ? ['Whether the person agreed to be contacted this way.']
      : []),
  ];
}
