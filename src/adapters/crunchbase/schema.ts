import { z } from 'zod';
import type { Card } from './cards.ts';

/** What version 4 of Crunchbase's interface answers, as far as it is used. */

const Text = z.string().nullish();
const Identifier = z.object({ value: z.string(), permalink: Text, uuid: Text });
const Money = z.object({ value: z.number().nullish(), currency: Text }).nullish();

const Properties = z.object({
  identifier: Identifier.nullish(),
  short_description: Text,
  /** An address, also inside of an object. */
  website_url: z.union([z.string(), z.object({ value: z.string() })]).nullish(),
  num_employees_enum: Text,
  revenue_range: Text,
  operating_status: Text,
  last_funding_type: Text,
  funding_total: Money,
  categories: z.array(z.object({ value: z.string() })).nullish(),
  location_identifiers: z.array(z.object({ value: z.string(), location_type: Text })).nullish(),
});

export const Organization = z.object({ uuid: z.string().min(1), properties: Properties });
export type Organization = z.infer<typeof Organization>;

export const SearchAnswer = z.object({ entities: z.array(Organization) });

/** An entry of a card: every kind says in its own fields when it was and what it was. */
const Entry = z.object({
  identifier: Identifier.nullish(),
  announced_on: z.union([z.string(), z.object({ value: Text })]).nullish(),
  key_event_date: Text,
  posted_on: Text,
  went_public_on: Text,
  title: Text,
  short_description: Text,
  investment_type: Text,
  money_raised: Money,
  url: z.union([z.string(), z.object({ value: z.string() })]).nullish(),
});
export type Entry = z.infer<typeof Entry>;

const Entries = z.array(Entry).optional();

/** Cards that the customer's package lacks are absent. */
export const EntityAnswer = z.object({
  properties: Properties,
  cards: z
    .object({
      press_references: Entries,
      raised_funding_rounds: Entries,
      acquiree_acquisitions: Entries,
      acquirer_acquisitions: Entries,
      ipos: Entries,
      key_employee_changes: Entries,
      layoffs: Entries,
      partnership_announcements: Entries,
      product_launches: Entries,
    } satisfies Record<Card, typeof Entries>)
    .nullish(),
});
