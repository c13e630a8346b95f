import { z } from 'zod';
import { templateText } from './template-text.ts';

export const TONES = ['professional', 'friendly', 'concise', 'formal'] as const;
export const Tone = z.enum(TONES);
export type Tone = z.infer<typeof Tone>;

/** Why a message is written: what the records say about the relation to the account. */
export const SITUATIONS = ['signal', 'open_deal', 'customer', 'revisit', 'cold'] as const;
const Situation = z.enum(SITUATIONS);
export type Situation = z.infer<typeof Situation>;

const VersionKey = z.string().regex(/^[1-9]\d{0,3}$/, 'use a number such as 1 or 2');
const VersionNumber = z.number().int().positive().max(9_999);

/** When a version came and what it tries. */
const about = { since: z.iso.date(), note: z.string().trim().min(1).max(200) };

/** What stands around the text of a letter. */
const Frame = z.strictObject({
  greetings: z.record(Tone, templateText(100)),
  opener: templateText(200, ['topic', 'date']),
  opt_out: templateText(300),
  sign_offs: z.record(Tone, templateText(60)),
  phone_opening: templateText(200),
  phone_closing: templateText(200),
});
export type Frame = z.infer<typeof Frame>;

/** Only a letter in situation `signal` always has an event to name. */
const letterVersion = (always: readonly ('topic' | 'date')[]) =>
  z.strictObject({
    ...about,
    frame: VersionNumber,
    subject: templateText(120, ['company', ...always]),
    /** For companies whose name is unusable or too long. */
    plain_subject: templateText(60),
    body: templateText(900, always),
    ask: templateText(250, always),
  });
export type LetterVersion = z.infer<ReturnType<typeof letterVersion>>;

const noteVersion = (always: readonly ('topic' | 'date')[]) =>
  z.strictObject({ ...about, texts: z.array(templateText(300, always)).min(1).max(5) });
export type NoteVersion = z.infer<ReturnType<typeof noteVersion>>;

/** One text in all its versions. */
export interface Versioned<V> {
  readonly current: number;
  readonly versions: Readonly<Record<string, V>>;
}

function versioned<V extends z.ZodType>(version: V) {
  return z
    .strictObject({ current: VersionNumber, versions: z.record(VersionKey, version) })
    .superRefine(({ current, versions }, context) => {
      if (Object.hasOwn(versions, String(current))) return;
      context.addIssue({ code: 'custom', path: ['current'], message: `there is no version ${current}` });
    });
}

const Letters = (always: readonly ('topic' | 'date')[]) => z.record(Tone, versioned(letterVersion(always)));
const EVENT = ['topic', 'date'] as const;
const Notes = z.strictObject({
  signal: versioned(noteVersion(EVENT)),
  open_deal: versioned(noteVersion([])),
  customer: versioned(noteVersion([])),
  revisit: versioned(noteVersion([])),
  cold: versioned(noteVersion([])),
});

/** The texts that messages are made of, in versions: a version that was ever used is never changed. */
export const TemplateRules = z
  .strictObject({
    /** Texts approved of one version before anything is said about how it does. */
    enough: z.number().int().min(5).max(1_000),
    frames: z.record(VersionKey, Frame),
    letters: z.strictObject({
      signal: Letters(EVENT),
      open_deal: Letters([]),
      customer: Letters([]),
      revisit: Letters([]),
      cold: Letters([]),
    }),
    notes: z.strictObject({ linkedin: Notes, sms: Notes }),
  })
  .superRefine(({ frames, letters }, context) => {
    for (const situation of SITUATIONS) {
      for (const tone of TONES) {
        for (const [key, { frame }] of Object.entries(letters[situation][tone].versions)) {
          if (Object.hasOwn(frames, String(frame))) continue;
          const path = ['letters', situation, tone, 'versions', key, 'frame'];
          context.addIssue({ code: 'custom', path, message: `there is no frame ${frame}` });
        }
      }
    }
  });
export type TemplateRules = z.infer<typeof TemplateRules>;
