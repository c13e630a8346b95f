import {
  type LetterVersion,
  type NoteVersion,
  SITUATIONS,
  type Situation,
  type TemplateRules,
  TONES,
  type Tone,
  type Versioned,
} from '../../../core/playbook-templates.ts';
import { frameOf, letterId, type NoteChannel, noteId } from './current-text.ts';

export const KINDS = ['E-mails and call scripts', 'LinkedIn notes', 'Text messages'] as const;

/** One template with all its versions, as people look at it. */
export interface LibraryTemplate {
  readonly id: string;
  readonly kind: (typeof KINDS)[number];
  readonly situation: Situation;
  /** Absent: the same in every tone. */
  readonly tone?: Tone;
  readonly current: number;
  /** Oldest first. */
  readonly versions: readonly LibraryVersion[];
}

export interface LibraryVersion {
  readonly version: number;
  readonly since: string;
  readonly note: string;
  /** In the order of the message. */
  readonly parts: readonly { readonly label: string; readonly text: string }[];
}

const NOTE_KINDS: Readonly<Record<NoteChannel, LibraryTemplate['kind']>> = {
  linkedin: 'LinkedIn notes',
  sms: 'Text messages',
};

/** Every template: letters by situation and tone, then notes by channel and situation. */
export function templatesOf(rules: TemplateRules): LibraryTemplate[] {
  const letters = SITUATIONS.flatMap((situation) =>
    TONES.map((tone): LibraryTemplate => {
      const template = rules.letters[situation][tone];
      return {
        id: letterId(situation, tone),
        kind: 'E-mails and call scripts',
        situation,
        tone,
        current: template.current,
        versions: versionsOf<LetterVersion>(template, (letter) => letterParts(letter, tone, rules)),
      };
    }),
  );
  const notes = (Object.keys(NOTE_KINDS) as NoteChannel[]).flatMap((channel) =>
    SITUATIONS.map((situation): LibraryTemplate => {
      const template = rules.notes[channel][situation];
      return {
        id: noteId(channel, situation),
        kind: NOTE_KINDS[channel],
        situation,
        current: template.current,
        versions: versionsOf<NoteVersion>(template, noteParts),
      };
    }),
  );
  return [...letters, ...notes];
}

function versionsOf<V extends { since: string; note: string }>(
  { versions }: Versioned<V>,
  partsOf: (version: V) => LibraryVersion['parts'],
): LibraryVersion[] {
  return Object.entries(versions)
    .map(([key, version]) => ({
      version: Number(key),
      since: version.since,
      note: version.note,
      parts: partsOf(version),
    }))
    .sort((a, b) => a.version - b.version);
}

function letterParts(letter: LetterVersion, tone: Tone, rules: TemplateRules): LibraryVersion['parts'] {
  const frame = frameOf(rules, letter);
  return [
    { label: 'Subject', text: letter.subject },
    { label: 'Subject without a name', text: letter.plain_subject },
    { label: 'Greeting', text: frame.greetings[tone] },
    { label: 'Opening, with an event', text: frame.opener },
    { label: 'Text', text: letter.body },
    { label: 'Question', text: letter.ask },
    { label: 'Way out', text: frame.opt_out },
    { label: 'End', text: frame.sign_offs[tone] },
    { label: 'On the phone, first', text: frame.phone_opening },
    { label: 'On the phone, last', text: frame.phone_closing },
  ];
}

function noteParts({ texts }: NoteVersion): LibraryVersion['parts'] {
  return texts.map((text, index) => ({
    label: index === 0 ? 'Text' : `Where that is too long${index > 1 ? `, ${index}` : ''}`,
    text,
  }));
}
