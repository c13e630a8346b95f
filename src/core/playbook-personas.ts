import { z } from 'zod';
import { Key, Label } from './playbook-parts.ts';

const Words = z.strictObject({ name: Label, words: z.array(Label).min(1).max(60) });

/** How job titles are read, and which part in a purchase they make likely. */
export const PersonaRules = z
  .strictObject({
    /** In the order in which they are tried. */
    functions: z.record(Key, Words),
    levels: z.record(Key, Words),
    min_won_accounts: z.number().int().min(1).max(1_000),
    /** `other` stands for a title without level or function. */
    assumed_roles: z.array(
      z.strictObject({ role: Label, levels: z.array(Key).min(1), functions: z.array(Key).min(1) }),
    ),
  })
  .superRefine(({ functions, levels, assumed_roles }, { addIssue }) => {
    const check = (known: object, names: readonly string[], path: (string | number)[]) => {
      names.forEach((name, index) => {
        if (name === 'other' || Object.hasOwn(known, name)) return;
        addIssue({ code: 'custom', path: [...path, index], message: `no "${name}"` });
      });
    };
    assumed_roles.forEach((one, index) => {
      check(levels, one.levels, ['assumed_roles', index, 'levels']);
      check(functions, one.functions, ['assumed_roles', index, 'functions']);
    });
  });
export type PersonaRules = z.infer<typeof PersonaRules>;
