const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text for a field that takes HTML: it shows as it is and formats nothing. */
export function htmlOf(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark).replace(/\r\n?|\n/g, '<br>');
}
