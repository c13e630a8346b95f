import { z } from 'zod';

/** What HubSpot answers, as far as it is used. Every property value is a text, also numbers and dates. */

const PropertyText = z.string().nullable();

const Versions = z.array(z.object({ value: PropertyText, timestamp: z.string() })).optional();

export const HubspotRecord = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), PropertyText),
  /** Of deals, as asked for; newest first. */
  propertiesWithHistory: z.object({ dealstage: Versions, amount: Versions, closedate: Versions }).optional(),
});
export type HubspotRecord = z.infer<typeof HubspotRecord>;

const Paging = z.object({ next: z.object({ after: z.string() }).optional() }).nullish();

export const HubspotPage = z.object({ results: z.array(HubspotRecord), paging: Paging });

export const HubspotAssociations = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(z.object({ toObjectId: z.union([z.number().int(), z.string().min(1)]) })),
      paging: Paging,
    }),
  ),
});

export const HubspotPipelines = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      stages: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          displayOrder: z.number(),
          metadata: z.object({ probability: z.string().nullish(), isClosed: z.string().nullish() }),
        }),
      ),
    }),
  ),
});
export type HubspotPipelines = z.infer<typeof HubspotPipelines>;

export const HubspotDetails = z.object({
  portalId: z.number(),
  companyCurrency: z.string().nullish(),
});

export const HubspotOwners = z.object({
  results: z.array(
    z.object({
      id: z.string().min(1),
      email: PropertyText.optional(),
      firstName: PropertyText.optional(),
      lastName: PropertyText.optional(),
      archived: z.boolean().optional(),
    }),
  ),
});

/** An error of a request that was one too many: which allowance is used up. */
export const HubspotRateError = z.object({ policyName: z.string() });
