import { listed } from '../../shared/text.ts';
import { type Check, type QualityIssue, wordsOf } from './message.ts';

/** Words that filters and readers take for spam, with their points. */
const SPAM: readonly (readonly [RegExp, string, number])[] = [
  [/\b(?<!feel )free\b(?! to\b)/i, 'free', 1],
  [/\bbuy now\b/i, 'buy now', 3],
  [/\bact now\b/i, 'act now', 3],
  [/\border now\b/i, 'order now', 3],
  [/\bclick here\b/i, 'click here', 2],
  [/\blimited[- ]time\b/i, 'limited time', 2],
  [/\bonce in a lifetime\b/i, 'once in a lifetime', 2],
  [/\brisk[- ]free\b/i, 'risk-free', 2],
  [/\bguarante/i, 'guarantee', 2],
  [/\bwinner\b|\byou(?: have|'ve) won\b/i, 'winner', 2],
  [/\b100 ?%/i, '100 %', 1],
  [/\bcash\b/i, 'cash', 1],
  [/\bno obligation\b/i, 'no obligation', 1],
  [/\bspecial (?:offer|promotion)\b/i, 'special offer', 2],
  [/\bdon[’']?t miss\b/i, 'do not miss', 1],
  [/\bcheap(?:est)?\b/i, 'cheap', 1],
  [/\bamazing\b|\bincredible\b/i, 'amazing', 1],
  [/\blast chance\b/i, 'last chance', 2],
  [/\bdouble your\b/i, 'double your', 2],
];
const SPAM_WARNING = 2;
const SPAM_CRITICAL = 5;

export const spamWords: Check = ({ neutral }) => {
  const text = `${neutral.subject}\n${neutral.body}`;
  const found = SPAM.filter(([pattern]) => pattern.test(text));
  const points = found.reduce((sum, [, , weight]) => sum + weight, 0);
  if (points === 0) return [];
  const severity = points >= SPAM_CRITICAL ? 'critical' : points >= SPAM_WARNING ? 'warning' : 'info';
  const message = `Reads like spam: ${listed(found.slice(0, 4).map(([, word]) => word))}.`;
  return [{ severity, type: 'spam_words', message, suggestion: 'Say it in plain words.' }];
};

const SHOUTED_WORDS = 3;

export const shouting: Check = ({ neutral }) => {
  const issues: QualityIssue[] = [];
  const words = wordsOf(`${neutral.subject} ${neutral.body}`).filter((word) => word.length >= 4);
  const loud = words.filter((word) => word === word.toUpperCase() && /\p{Lu}{4}/u.test(word));
  if (loud.length >= SHOUTED_WORDS || (loud.length > 0 && loud.length / words.length > 0.2)) {
    const message = `${loud.length} words are in capitals.`;
    issues.push({ severity: 'warning', type: 'shouting', message, suggestion: 'Use normal case.' });
  }
  if (/[!?]{2,}/.test(`${neutral.subject}\n${neutral.body}`)) {
    issues.push({
      severity: 'warning',
      type: 'punctuation',
      message: 'Repeated exclamation or question marks.',
      suggestion: 'One mark is enough.',
    });
  }
  return issues;
};

const PUSHY = /\b(?:need to|must|should|immediately|urgent(?:ly)?|asap)\b/gi;

export const style: Check = ({ neutral, channel }) => {
  const issues: QualityIssue[] = [];
  const { body } = neutral;
  const say = (
    type: QualityIssue['type'],
    severity: QualityIssue['severity'],
    message: string,
    suggestion: string,
  ) => issues.push({ severity, type, message, suggestion, field: 'body' });
  if ((body.match(PUSHY)?.length ?? 0) > 2)
    say('pushy', 'warning', 'The tone is pushy.', 'Ask instead of demanding.');
  const emoji = body.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
  if (emoji > 2) say('emoji', 'warning', `${emoji} emoji.`, 'Leave them out of a first message.');
  else if (emoji > 0 && channel === 'email') say('emoji', 'info', 'Emoji in an e-mail.', 'Leave them out.');
  const tags = body.match(/<\/?(?:a|b|i|p|br|div|span|table|td|tr|img|font|html|body|style)\b[^>]*>/gi) ?? [];
  if (tags.length > 0) say('html', 'warning', 'The text holds HTML.', 'Write plain text.');
  const links = body.match(/(?:https?:\/\/|www\.)\S+/gi) ?? [];
  if (
    links.some((link) =>
      /\/\/(?:bit\.ly|t\.co|goo\.gl|tinyurl\.com|ow\.ly|is\.gd|buff\.ly|rebrand\.ly)\b/i.test(link),
    )
  ) {
    say('links', 'warning', 'A shortened link hides where it leads.', 'Use the full address.');
  }
  if (links.length > 1) say('links', 'warning', `${links.length} links.`, 'Keep one at most.');
  if (/\battach(?:ed|ment)\b/i.test(body)) {
    say('attachment', 'info', 'Speaks of an attachment.', 'Attach nothing to a first message.');
  }
  if (
    /^\s*(?:(?:hi|hello|hey)\s*(?:there)?\s*[,!.]?\s*(?:\n|$)|dear sir|dear madam|to whom it may concern)/i.test(
      body,
    )
  ) {
    say('opening', 'warning', 'The opening could go to anybody.', 'Greet the person by name.');
  }
  if (/\bhope (?:this|you)[^.\n]{0,30}\b(?:finds you|are (?:doing )?well)\b/i.test(body)) {
    say('opening', 'warning', 'A worn opening phrase.', 'Start with why you write.');
  }
  return issues;
};
