import type { PageChannel, PagePerson } from '../../protocol.ts';
import type { State } from './state.ts';

/** Who and what the ids in a text are. */
export interface Names {
  person(id: string): string;
  channel(id: string): string;
  group(id: string): string;
}

/** `Sam Seller (sample)` without what stands in brackets. */
const bare = (name: string) => name.replace(/\s*\([^)]*\)/g, '');

export function namesOf({ people, channels, groups }: State): Names {
  const byId = new Map(people.map((person) => [person.id, person.name]));
  const channelNames = new Map(channels.map(({ id, name }) => [id, name]));
  return {
    person: (id) => byId.get(id) ?? id,
    channel: (id) => channelNames.get(id) ?? id,
    group: (id) => groups[id] ?? id,
  };
}

/** Up to two letters for somebody without a picture. */
export function initialsOf(name: string): string {
  const words = bare(name).split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}

/** One of eight colours, always the same for the same id. */
export function colourOf(id: string): number {
  return Array.from(id).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % 8;
}

const KINDS: Readonly<Record<string, string>> = {
  guest: 'guest',
  single_channel_guest: 'single-channel guest',
  stranger: 'of another workspace',
  bot: 'app',
};

/** What sets somebody apart: the title, and `guest` or `of another workspace`. */
export function roleOf({ kind, title }: PagePerson): string {
  return [title, KINDS[kind]].filter(Boolean).join(', ');
}

/** What stands above the conversation and in the sidebar. */
export function channelTitle(channel: PageChannel, appName: string): string {
  return channel.kind === 'im' ? appName : channel.name;
}
