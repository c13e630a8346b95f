import { z } from 'zod';
import { Key, Label } from './playbook-parts.ts';

const Region = z.strictObject({ name: Label, also: z.array(Label).max(50).default([]) });

const Country = z.strictObject({
  name: Label,
  also: z.array(Label).max(50).default([]),
  /** Every region that it lies in. */
  regions: z.array(Key).min(1),
});

/** Sales regions by id, and countries by their ISO 3166-1 code of two letters. */
export const Places = z
  .strictObject({
    regions: z.record(Key, Region),
    countries: z.record(z.string().regex(/^[A-Z]{2}$/, 'use the code of two letters'), Country),
  })
  .superRefine(({ regions, countries }, { addIssue }) => {
    for (const [code, country] of Object.entries(countries)) {
      country.regions.forEach((region, index) => {
        if (Object.hasOwn(regions, region)) return;
        const path = ['countries', code, 'regions', index];
        addIssue({ code: 'custom', path, message: `no region "${region}"` });
      });
    }
  });
export type Places = z.infer<typeof Places>;
