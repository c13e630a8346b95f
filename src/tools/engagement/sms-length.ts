const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_EXTENDED = '^{}\\[~]|€';

/** How a text travels as SMS: its length in the units of its alphabet, and how many segments that makes. */
export function smsSize(text: string): { alphabet: 'gsm7' | 'ucs2'; units: number; segments: number } {
  let units = 0;
  for (const character of text) {
    if (GSM_BASIC.includes(character)) units += 1;
    else if (GSM_EXTENDED.includes(character)) units += 2;
    else return inSegments('ucs2', text.length, 70, 67);
  }
  return inSegments('gsm7', units, 160, 153);
}

function inSegments(alphabet: 'gsm7' | 'ucs2', units: number, single: number, part: number) {
  return { alphabet, units, segments: units <= single ? 1 : Math.ceil(units / part) };
}
