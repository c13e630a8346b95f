const ESCAPES = /\p{Cc}\[[0-9;]*m/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const INVISIBLE = /\p{Mark}|\u200d|\ufe0f/u;

/** Columns that the text takes, without its colours. */
export function visibleWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(ESCAPES, '')) {
    if (!INVISIBLE.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Takes control characters out, so that no text from data can steer the terminal. */
export function harmless(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '');
}

/** Breaks one line at spaces so that nothing is wider than `width`; later lines keep its indentation. */
export function wrapLine(line: string, width: number): string[] {
  if (visibleWidth(line) <= width) return [line];
  const indent = /^[ │]*(?:[•☐☑] |\d+\. )?/.exec(line)?.[0] ?? '';
  const hanging = indent.replace(/[^│]/g, ' ');
  const lines: string[] = [];
  let current = indent;
  let isEmpty = true;
  for (const word of line.slice(indent.length).split(' ')) {
    const joined = isEmpty ? current + word : `${current} ${word}`;
    if (!isEmpty && visibleWidth(joined) > width) {
      lines.push(current);
      current = hanging + word;
    } else current = joined;
    isEmpty = false;
  }
  return [...lines, current];
}
