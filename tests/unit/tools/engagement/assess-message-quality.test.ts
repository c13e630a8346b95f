import { describe, expect, it } from 'vitest';
import {
  assessMessageQuality,
  QualityOutput,
} from '../../../../src/tools/engagement/assess-message-quality.ts';
import { anAccount } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

const GOOD = `Hello Dana,

I read about the Series C of Northwind Traders on 12 November. A moment like this often changes what a team needs first, so I would rather ask than guess.

Would a 20-minute call next week be useful to you?

If you would rather not hear from me, a short reply is enough.

Best regards,
Sam Lee`;

async function judge(over: Record<string, unknown> = {}): Promise<QualityOutput> {
  const input = assessMessageQuality.input.parse({
    channel: 'email',
    subject: 'A question about your current plans',
    message: GOOD,
    recipient: { name: 'Dana Reyes' },
    accountName: 'Northwind Traders',
    evidence: ['Northwind Traders raises a Series C'],
    ...over,
  });
  const accounts = [
    anAccount(),
    anAccount({ accountId: 'a2', name: 'Globex', aliases: ['Globex Energy', 'One'] }),
  ];
  return QualityOutput.parse(await assessMessageQuality.run(input, toolContext({ accounts })));
}

const severityOf = (found: QualityOutput, type: string) =>
  found.issues.find((issue) => issue.type === type)?.severity;
const adding = (text: string) => GOOD.replace('Best regards', `${text}\n\nBest regards`);

describe('assess_message_quality', () => {
  it('gives a good message an A and names its strengths', async () => {
    const found = await judge();
    expect(found).toMatchObject({ score: 1, grade: 'A', readyForReview: true, issues: [] });
    expect(found.strengths).toContain('Speaks to the recipient by name.');
    expect(found.metrics.questions).toBe(1);
  });

  it('deducts by hand', async () => {
    // two warnings: 1 − 2 × .10 = .80
    const found = await judge({ subject: '', message: adding('Reply soon!!') });
    expect(found.issues.map(({ type }) => type).sort()).toEqual(['punctuation', 'subject']);
    expect(found).toMatchObject({ score: 0.8, grade: 'B', readyForReview: true });
    // one critical: 1 − .25 = .75, capped at .65
    expect(await judge({ message: adding('Hello {{name}}') })).toMatchObject({
      score: 0.65,
      grade: 'D',
      readyForReview: false,
    });
  });

  it.each([
    '{{first_name}}',
    '{first}',
    '[PLACEHOLDER]',
    '[your name]',
    '<NAME>',
    '<First Name>',
    '%FIRSTNAME%',
    '*|FNAME|*',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder that a mail tool left
    '${name}',
    'XXX',
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    'lorem ipsum',
  ])('blocks the left-over %s', async (leftover) => {
    expect(severityOf(await judge({ message: adding(`About ${leftover} again`) }), 'placeholder')).toBe(
      'critical',
    );
    expect(severityOf(await judge({ subject: `For ${leftover} today` }), 'placeholder')).toBe('critical');
  });

  it.each([
    'A footnote [1] here',
    'null and void',
    'See [our page](https://x.example)',
    'About 5 < 6 and 7 > 6',
  ])('does not take "%s" for a placeholder', async (text) => {
    expect(severityOf(await judge({ message: adding(text) }), 'placeholder')).toBeUndefined();
  });

  it.each([
    ['price_claim', 'It costs $99 per user.'],
    ['price_claim', 'Our price is the lowest.'],
    ['price_claim', 'Start a free trial.'],
    ['discount_claim', 'Sign today and get 20% off.'],
    ['discount_claim', 'There is a discount.'],
    ['legal_claim', 'We are GDPR compliant.'],
    ['legal_claim', 'You get 99.9 % uptime.'],
    ['guarantee', 'We guarantee results.'],
    ['guarantee', 'It is risk-free.'],
  ])('blocks a %s: %s', async (type, sentence) => {
    const found = await judge({ message: adding(sentence) });
    expect(severityOf(found, type)).toBe('critical');
    expect(found.readyForReview).toBe(false);
  });

  it.each([
    ['unverified_claim', 'We are best in class.', 'warning'],
    ['unverified_claim', 'Teams save around 40 % of their time.', 'warning'],
    ['sensitive', 'I was sorry to read about the layoffs.', 'warning'],
    ['sensitive', 'I noticed you visited our site.', 'warning'],
    ['shouting', 'THIS REALLY MATTERS TODAY.', 'warning'],
    ['pushy', 'You must act. You need to decide. You should sign immediately.', 'warning'],
    ['emoji', 'Great 🚀🚀🚀', 'warning'],
    ['html', 'This is <b>bold</b>.', 'warning'],
    ['links', 'See https://bit.ly/abc', 'warning'],
    ['links', 'See https://a.example and https://b.example', 'warning'],
    ['attachment', 'The file is attached.', 'info'],
    ['questions', 'Or not?', 'info'],
    ['questions', 'Or not? Or so?', 'warning'],
    ['spam_words', 'Act now, this is for a limited time.', 'critical'],
    ['spam_words', 'This amazing tool is cheap.', 'warning'],
    ['opening', 'I hope this finds you well.', 'warning'],
  ])('finds %s in: %s', async (type, sentence, severity) => {
    expect(severityOf(await judge({ message: adding(sentence) }), type)).toBe(severity);
  });

  it.each(['Feel free to say no.', 'You are free to choose.'])(
    'does not take "%s" for spam',
    async (sentence) => {
      expect(severityOf(await judge({ message: adding(sentence) }), 'spam_words')).toBeUndefined();
    },
  );

  it.each([
    ['Re: our call', 'critical'],
    ['Fwd: numbers', 'critical'],
    ['Hi', 'warning'],
    ['a b c d e f g h i j k', 'warning'],
    ['A very long subject that goes on and on well past sixty characters', 'warning'],
    ['Short question now', 'info'],
  ])('judges the subject "%s" as %s', async (subject, severity) => {
    expect(severityOf(await judge({ subject }), 'subject')).toBe(severity);
  });

  it('wants an ask, a way out and a name', async () => {
    const found = await judge({ message: 'Hello Dana, I like Northwind Traders. '.repeat(8) });
    expect(severityOf(found, 'no_call_to_action')).toBe('critical');
    expect(severityOf(found, 'opt_out')).toBe('critical');
    expect(severityOf(found, 'identity')).toBe('warning');
  });

  it('finds real personalisation only in facts, not in capital letters', async () => {
    const message = GOOD.replace('Dana', 'there').replace(
      /I read.*November\./,
      'I noticed Great Things at Your Company.',
    );
    expect(severityOf(await judge({ message }), 'no_personalization')).toBe('critical');
    const blind = await judge({ message, recipient: undefined, accountName: undefined, evidence: [] });
    expect(severityOf(blind, 'no_personalization')).toBeUndefined();
    expect(blind.unknowns).toHaveLength(3);
  });

  it('notices the wrong name and the wrong company', async () => {
    expect(severityOf(await judge({ message: GOOD.replace('Dana', 'Robert') }), 'wrong_name')).toBe(
      'critical',
    );
    const swapped = GOOD.replace('Northwind Traders', 'Globex');
    expect(severityOf(await judge({ message: swapped }), 'wrong_company')).toBe('critical');
    expect(severityOf(await judge({ message: adding('As at Globex Energy.') }), 'wrong_company')).toBe(
      'warning',
    );
    expect(
      severityOf(await judge({ message: swapped, accountName: 'Globex' }), 'wrong_company'),
    ).toBeUndefined();
  });

  it('does not blame the writer for what the company is called', async () => {
    const accountName = 'FREE WINNERS GUARANTEED CASH';
    const found = await judge({
      accountName,
      message: GOOD.replaceAll('Northwind Traders', accountName),
      evidence: [],
    });
    expect(found.issues).toEqual([]);
  });

  it.each([
    ['sms', 'a'.repeat(161), 'warning'],
    ['sms', 'a'.repeat(500), 'critical'],
    ['sms', '王'.repeat(71), 'warning'],
    ['linkedin', 'word '.repeat(70), 'warning'],
    ['linkedin', 'word '.repeat(400), 'critical'],
    ['email', 'word '.repeat(20), 'warning'],
    ['email', 'word '.repeat(130), 'info'],
    ['email', 'word '.repeat(201), 'warning'],
  ])('judges the length for %s', async (channel, message, severity) => {
    expect(severityOf(await judge({ channel, message, subject: undefined }), 'length')).toBe(severity);
  });

  it('never lets the shouted spam of old pass', async () => {
    const found = await judge({
      channel: 'sms',
      subject: undefined,
      message: 'BUY NOW!!! FREE GUARANTEED cash [FIRST_NAME] call',
    });
    expect(found.readyForReview).toBe(false);
    expect(['D', 'F']).toContain(found.grade);
  });

  it('grades reading by Flesch and Kincaid, and not what is too short or not Latin', async () => {
    const easy = await judge({ message: 'The cat sat on the mat. '.repeat(5) });
    // 30 words, 5 sentences, 30 syllables: .39 × 6 + 11.8 × 1 − 15.59 = −1.45 → 0
    expect(easy.metrics).toMatchObject({ wordCount: 30, sentenceCount: 5, readingGrade: 0 });
    expect((await judge({ message: 'Too short?' })).metrics.readingGrade).toBeNull();
    expect((await judge({ message: 'слово '.repeat(40) })).metrics.readingGrade).toBeNull();
  });

  it('turns its answer into a verdict on a proposal', async () => {
    const found = await judge({ message: adding('We guarantee it.') });
    const verdict = assessMessageQuality.check?.verdict(found);
    expect(verdict).toMatchObject({ passed: false, summary: found.headline });
    expect(verdict?.issues[0]).not.toHaveProperty('type');
  });
});
