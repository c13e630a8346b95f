import type { Contact } from '../../core/records.ts';

/** What stands for the part of a name that a vendor hides until the person is paid for: `Jordan Av…y`. */
const HIDDEN = '…';

/**
 * Gives people whose name is hidden in part the whole name, where exactly one person of the other sources can
 * be meant. Of the others, the part that is shown is all that is known.
 */
export function withWholeNames(sources: readonly (readonly Contact[])[]): Contact[][] {
  const whole = new Set(
    sources
      .flatMap((contacts) => contacts.map(({ fullName }) => fullName))
      .filter((name) => !name.includes(HIDDEN)),
  );
  return sources.map((contacts) =>
    contacts.map((contact) => {
      if (!contact.fullName.includes(HIDDEN)) return contact;
      const [fullName, ...others] = [...whole].filter((name) => fits(contact.fullName, name));
      return fullName === undefined || others.length > 0 ? contact : { ...contact, fullName };
    }),
  );
}

function fits(hidden: string, whole: string): boolean {
  const [start = '', end = '', ...more] = hidden.toLowerCase().split(HIDDEN);
  const name = whole.toLowerCase();
  const isLongEnough = name.length >= start.length + end.length;
  return more.length === 0 && isLongEnough && name.startsWith(start) && name.endsWith(end);
}
