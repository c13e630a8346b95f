import fc from 'fast-check';

/** Pieces of text that would mention, link, format, hide or overflow if they were put out unescaped. */
const PIECES = [
  '<!channel>',
  '<!here|here>',
  '<@U999>',
  '<#C999|general>',
  '<!subteam^S999>',
  '<!date^1^{date}|x>',
  '<https://evil.example|click>',
  '<mailto:evil@evil.example|mail>',
  '&lt;!channel&gt;',
  '&amp;lt;!everyone&amp;gt;',
  'https://evil.example/path',
  'evil.example',
  'evil@evil.example',
  '@here',
  '@channel',
  '@everyone',
  ':smile:',
  ':skull_and_crossbones:',
  '*EVILB*',
  '_EVILI_',
  '~EVILS~',
  '`EVILC`',
  '```EVILC```',
  '\n> quoted',
  '>',
  '<',
  '<<!',
  '|',
  '\u202eright to left',
  '\u2066isolate\u2069',
  '\u200bzero',
  '\u0000\u0007\u001b[31m',
  '\ud800',
  '\u{e0041}',
  '👩‍👩‍👧',
  'ß',
  '\r\n',
  '   ',
  'constructor',
  '%0A%0D&bcc=evil@evil.example',
] as const;

/** Hostile text of any length, from empty to far above every limit. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((all) => all.join('')),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...PIECES), fc.integer({ min: 100, max: 3_500 }))
      .map(([piece, times]) => piece.repeat(times)),
  },
);

/** The same, but never empty. */
export const hostileLine: fc.Arbitrary<string> = hostileText.map((text) => `x${text}`);

export const hostileList: fc.Arbitrary<string[]> = fc.array(hostileText, { maxLength: 12 });
