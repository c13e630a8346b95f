const HIDDEN = '[redacted]';

/** Each pattern with what replaces it; order matters, since the first ones take whole blocks. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  [/https?:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"'<>]*/gi, 'https://hooks.slack.com/[redacted]'],
  [
    /(https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?)\/[^\s"'<>]*(?:commands|actions|response|services)[^\s"'<>]*/gi,
    `$1/${HIDDEN}`,
  ],
  [/\b(https?:\/\/)[^\s/?#"'<>]*@/gi, `$1${HIDDEN}@`],
  [/\b((?!https?:|file:)[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"'<>]*@/gi, `$1${HIDDEN}@`],
  [/\b(authorization|cookie|x-slack-signature)(["'\\]*\s*[:=]\s*)[^\r\n]*/gi, `$1$2${HIDDEN}`],
  [/\b(Bearer)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [
    /(?<![A-Za-z])(pass(?:word|wd|phrase|code)|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)([\\"']{0,16}\s*[:=]\s*)(\\{0,16}"[^"]*"|\\{0,16}'[^']*'|[^\s"'&,;\\}\]]+)/gi,
    `$1$2${HIDDEN}`,
  ],
  [/(?:xox[a-z]|xapp|xwfp)(?:\.xox[a-z])?-[A-Za-z0-9._-]+/gi, HIDDEN],
  [/(?<![A-Za-z0-9])(?:sk|pk|rk|pat|ghp|gho|ghs|ghu|github_pat|glpat)[-_][A-Za-z0-9_-]{8,}/g, HIDDEN],
  [/eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g, HIDDEN],
  [/(?:AKIA|ASIA)[0-9A-Z]{16}/g, HIDDEN],
  [/AIza[0-9A-Za-z_-]{20,}/g, HIDDEN],
  [/\bv0=[0-9a-f]{16,}/gi, HIDDEN],
  [/[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu, '[e-mail]'],
  [/(?<![\w+.])(?:\+|00)[1-9](?:[\s().\-/]{0,3}\d){6,14}(?!\d)/g, '[phone]'],
  [/(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w.-]?\d)/g, '[phone]'],
  [/(?<![\w.:-])\(?0\d{1,4}\)?[ /-]\d{3,4}[ -]?\d{3,5}(?![\w-]?\d)/g, '[phone]'],
];

/** Longest text that is looked through; what lies behind is dropped unseen. */
const WINDOW = 20_000;
/** Dropped at the end of a window, so that no half of a secret stays. */
const MARGIN = 500;

/** Hides tokens, credentials, e-mail addresses and telephone numbers in a text. */
export function redactText(text: string, maxLength = 2_000): string {
  const isCut = text.length > WINDOW;
  let result = isCut ? text.slice(0, WINDOW) : text;
  for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
  if (isCut) result = result.slice(0, Math.max(0, result.length - MARGIN)).replace(/\S{0,500}$/, '');
  return isCut || result.length > maxLength ? `${result.slice(0, maxLength)}… (${text.length})` : result;
}

const SECRET_WORDS = new Set(
  'secret secrets password passwd pwd passphrase passcode token tokens authorization auth cookie cookies credential credentials apikey signature phone telephone mobile email'.split(
    ' ',
  ),
);
const SECRET_PAIRS = new Set([
  'api key',
  'private key',
  'access key',
  'encryption key',
  'signing key',
  'response url',
  'e mail',
]);

/** Whether a key names something secret: by whole words, so `authority` does not. */
export function isSecretKey(key: string): boolean {
  const words = key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some(
    (word, index) => SECRET_WORDS.has(word) || SECRET_PAIRS.has(`${word} ${words[index + 1] ?? ''}`),
  );
}
