import { z } from 'zod';
import { Key, Label } from './playbook-parts.ts';

const Industry = z.strictObject({
  /** The name that is shown. */
  name: Label,
  /** The wider industry that it belongs to. */
  within: Key.optional(),
  /** Other words for it, in any case, with or without accents. */
  also: z.array(Label).max(200).default([]),
});

/** The industries by id. A word may stand for several of them. */
export const Industries = z.record(Key, Industry).superRefine((industries, { addIssue }) => {
  for (const [id, { within }] of Object.entries(industries)) {
    if (within === undefined || (within !== id && Object.hasOwn(industries, within))) continue;
    const message = within === id ? 'an industry cannot lie within itself' : `no industry "${within}"`;
    addIssue({ code: 'custom', path: [id, 'within'], message });
  }
});
export type Industries = z.infer<typeof Industries>;
