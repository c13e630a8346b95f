/** Marks up text for a terminal; the plain one leaves it as it is. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  strike(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

const ESCAPE = '\u001b';
const wrapped = (on: number, off: number) => (text: string) =>
  text ? `${ESCAPE}[${on}m${text}${ESCAPE}[${off}m` : '';
const same = (text: string) => text;

const COLOURED: Style = {
  bold: wrapped(1, 22),
  dim: wrapped(2, 22),
  italic: wrapped(3, 23),
  strike: wrapped(9, 29),
  good: wrapped(32, 39),
  bad: wrapped(31, 39),
  accent: wrapped(36, 39),
};

const PLAIN: Style = {
  bold: same,
  dim: same,
  italic: same,
  strike: same,
  good: same,
  bad: same,
  accent: same,
};

/** `noColor` is the value of `NO_COLOR`; anything but an empty one turns colours off. */
export function createStyle({ isTty, noColor }: { isTty: boolean; noColor?: string | undefined }): Style {
  return isTty && !noColor ? COLOURED : PLAIN;
}
