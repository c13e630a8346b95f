import type { Check, QualityIssue } from './message.ts';

const ASKS =
  /\?|\b(?:let me know|please (?:reply|call|write|tell)|reply (?:with|to)|let[’']s (?:talk|meet|speak|schedule)|book a|i suggest a (?:call|meeting))\b/i;
const OPT_OUT =
  /\bunsubscribe\b|\bopt(?:ing)?[ -]?out\b|\brather not hear\b|\b(?:not|no longer) (?:wish|want) to (?:hear|receive)\b|\bremove (?:me|you)\b|\b(?:reply|text|send) stop\b|\bwill not (?:write|contact)\b/i;

export const asks: Check = ({ neutral: { body }, channel }) => {
  const issues: QualityIssue[] = [];
  const questions = body.match(/\?/g)?.length ?? 0;
  if (!ASKS.test(body)) {
    issues.push({
      severity: 'critical',
      type: 'no_call_to_action',
      message: 'Nothing is asked of the reader.',
      suggestion: 'End with one easy question.',
      field: 'body',
    });
  }
  if (questions > 1) {
    issues.push({
      severity: questions > 2 ? 'warning' : 'info',
      type: 'questions',
      message: `${questions} questions.`,
      suggestion: 'Ask one; it is easier to answer.',
      field: 'body',
    });
  }
  if (!OPT_OUT.test(body) && (channel === 'email' || channel === 'sms')) {
    issues.push({
      severity: channel === 'email' ? 'critical' : 'warning',
      type: 'opt_out',
      message: 'There is no way to opt out.',
      suggestion:
        channel === 'email' ? 'Offer to stop writing on a short reply.' : 'Add "Reply STOP to opt out."',
      field: 'body',
    });
  }
  return issues;
};

const SIGN_OFF =
  /(?:^|\n)\s*(?:best|kind|warm)?\s*(?:regards|wishes|thanks|thank you|cheers|sincerely|best)\b[^\n]*(?:\n+\s*([^\n]{2,80}))?\s*(?:\n|$)/i;

/** Commercial e-mail must say who writes: a name below the sign-off, or the sender's known name. */
export const identity: Check = ({ body, senderName, channel }) => {
  if (channel !== 'email') return [];
  const signed = SIGN_OFF.exec(body)?.[1];
  const named = senderName !== undefined && body.includes(senderName);
  if (named || signed !== undefined) return [];
  return [
    {
      severity: 'warning',
      type: 'identity',
      message: 'The message does not say who writes it.',
      suggestion: 'Sign with a name and, for commercial e-mail, a postal address.',
      field: 'body',
    },
  ];
};
