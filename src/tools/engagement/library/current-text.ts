import { CugarError } from '../../../core/errors.ts';
import type {
  Frame,
  LetterVersion,
  NoteVersion,
  Situation,
  TemplateRules,
  Tone,
  Versioned,
} from '../../../core/playbook-templates.ts';

/** Names the version of a template that a text is made of. */
export interface TemplateRef {
  readonly id: string;
  readonly version: number;
}

/** Channels whose messages are one short text. */
export type NoteChannel = keyof TemplateRules['notes'];

export function letterId(situation: Situation, tone: Tone): string {
  return `${situation}_${tone}`;
}

export function noteId(channel: NoteChannel, situation: Situation): string {
  return `${channel}_${situation}`;
}

/** The version in use of a letter, and what stands around it. */
export function currentLetter(
  rules: TemplateRules,
  situation: Situation,
  tone: Tone,
): { readonly ref: TemplateRef; readonly letter: LetterVersion; readonly frame: Frame } {
  const template = rules.letters[situation][tone];
  const letter = currentOf<LetterVersion>(template);
  return {
    ref: { id: letterId(situation, tone), version: template.current },
    letter,
    frame: frameOf(rules, letter),
  };
}

export function currentNote(
  rules: TemplateRules,
  channel: NoteChannel,
  situation: Situation,
): { readonly ref: TemplateRef; readonly note: NoteVersion } {
  const template = rules.notes[channel][situation];
  return {
    ref: { id: noteId(channel, situation), version: template.current },
    note: currentOf<NoteVersion>(template),
  };
}

export function frameOf({ frames }: TemplateRules, { frame }: LetterVersion): Frame {
  return held(frames[String(frame)]);
}

function currentOf<V>({ current, versions }: Versioned<V>): V {
  return held(versions[String(current)]);
}

/** The schema of the playbook makes sure that it is there. */
function held<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new CugarError('AGENT_LOGIC', 'The template library lacks a version that it names.');
}
