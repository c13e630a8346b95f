import { smsSize } from '../sms-length.ts';
import { type Check, type QualityIssue, wordsOf } from './message.ts';

type Severity = QualityIssue['severity'];

const issue = (
  type: 'length' | 'subject',
  severity: Severity,
  message: string,
  suggestion: string,
): QualityIssue => ({
  severity,
  type,
  message,
  suggestion,
  field: type === 'subject' ? 'subject' : 'body',
});

/** Length by channel: what a reader takes in, and what the channel carries. */
export const length: Check = ({ channel, body, neutral }) => {
  const words = wordsOf(neutral.body).length;
  const say = (severity: Severity, message: string, suggestion: string) => [
    issue('length', severity, message, suggestion),
  ];
  if (channel === 'sms') {
    const { alphabet, units, segments } = smsSize(body);
    const limit = alphabet === 'gsm7' ? 160 : 70;
    if (segments > 3)
      return say('critical', `${units} characters are ${segments} text messages.`, `Keep to ${limit}.`);
    if (segments > 1)
      return say('warning', `${units} characters are ${segments} text messages.`, `Keep to ${limit}.`);
  }
  if (channel === 'linkedin') {
    const { length: characters } = [...body];
    if (characters > 1_900)
      return say('critical', `${characters} characters; an InMail carries 1,900.`, 'Shorten it.');
    if (characters > 300)
      return say('warning', `${characters} characters; a connection note carries 200 to 300.`, 'Shorten it.');
  }
  const least = channel === 'email' ? 30 : 5;
  if (words < least) return say('warning', `Only ${words} words.`, `Write at least ${least}.`);
  if (words > 200) return say('warning', `${words} words.`, 'Keep to 50 to 125.');
  return channel === 'email' && words > 125 ? say('info', `${words} words.`, 'Keep to 50 to 125.') : [];
};

export const subjectLine: Check = ({ channel, subject, neutral }) => {
  const say = (severity: Severity, message: string, suggestion: string) =>
    issue('subject', severity, message, suggestion);
  const text = subject?.trim() ?? '';
  if (channel !== 'email' && channel !== 'linkedin') {
    return text ? [say('info', 'This channel has no subject.', 'Leave it out.')] : [];
  }
  if (text === '')
    return channel === 'email'
      ? [say('warning', 'There is no subject.', 'Name the matter in a few words.')]
      : [];
  const issues: QualityIssue[] = [];
  const words = wordsOf(neutral.subject).length;
  if (/^\s*(?:re|fwd?|aw|wg)\s*:/i.test(text)) {
    issues.push(say('critical', 'The subject pretends to be a reply.', 'Take Re: or Fwd: out.'));
  }
  if (words < 2 || words > 10) issues.push(say('warning', `The subject has ${words} words.`, 'Use 2 to 10.'));
  const { length: characters } = [...text];
  if (characters > 60)
    issues.push(say('warning', `The subject has ${characters} characters.`, 'Keep to 60.'));
  else if (characters < 30 || characters > 50) {
    issues.push(say('info', `The subject has ${characters} characters.`, '30 to 50 read best.'));
  }
  if (/[\r\n]/.test(text))
    issues.push(say('critical', 'The subject has a line break.', 'Keep it on one line.'));
  return issues;
};
