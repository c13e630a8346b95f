import { z } from 'zod';

/**
 * What Salesforce answers, as far as it is used. Fields that the user of the app may not see are not there,
 * and `CurrencyIsoCode` is only where the organization keeps several currencies.
 */

const Id = z.string().min(15).max(18);
const Text = z.string().nullish();
const Count = z.number().nullish();
const Flag = z.boolean().nullish();
const Owner = z.object({ Name: Text }).nullish();

/** What comes with a token: where to ask with it. */
export const SalesforceInstance = z.object({ instance_url: z.string().min(1) });

/** The next page's address is within this organization's interface, whatever an answer says. */
const NextPage = z.string().regex(/^\/services\/data\/v\d{2,3}\.0\/query\/[\w-]{1,200}$/);

export const pageOf = <S extends z.ZodType>(record: S) =>
  z.object({
    totalSize: z.number(),
    done: z.boolean(),
    records: z.array(record),
    nextRecordsUrl: NextPage.optional(),
  });

export const SalesforceAccount = z.object({
  Id,
  Name: Text,
  Website: Text,
  Industry: Text,
  NumberOfEmployees: Count,
  AnnualRevenue: Count,
  CurrencyIsoCode: Text,
  BillingState: Text,
  BillingCountry: Text,
  Type: Text,
  OwnerId: Text,
  Owner,
  LastActivityDate: Text,
});
export type SalesforceAccount = z.infer<typeof SalesforceAccount>;

export const SalesforceContact = z.object({
  Id,
  AccountId: Text,
  Name: Text,
  Title: Text,
  Email: Text,
  Phone: Text,
  MobilePhone: Text,
  Department: Text,
  HasOptedOutOfEmail: Flag,
  DoNotCall: Flag,
});
export type SalesforceContact = z.infer<typeof SalesforceContact>;

export const SalesforceOpportunity = z.object({
  Id,
  AccountId: Text,
  Name: Text,
  StageName: z.string(),
  Amount: Count,
  CurrencyIsoCode: Text,
  Probability: Count,
  CloseDate: Text,
  IsClosed: Flag,
  IsWon: Flag,
  NextStep: Text,
  CreatedDate: Text,
  LastStageChangeDate: Text,
  LastActivityDate: Text,
  PushCount: Count,
  OwnerId: Text,
  Owner,
});
export type SalesforceOpportunity = z.infer<typeof SalesforceOpportunity>;

/** How a deal was from one moment on; a new row comes with each change of stage, amount or close date. */
export const SalesforceHistory = z.object({
  OpportunityId: Id,
  StageName: Text,
  Amount: Count,
  CloseDate: Text,
  CreatedDate: z.string(),
});
export type SalesforceHistory = z.infer<typeof SalesforceHistory>;

export const SalesforceStage = z.object({
  ApiName: z.string(),
  MasterLabel: z.string(),
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
  SortOrder: z.number().nullish(),
});
export type SalesforceStage = z.infer<typeof SalesforceStage>;

/** A row of `SELECT AccountId, COUNT(Id) activities … GROUP BY AccountId`. */
export const ActivityCount = z.object({ AccountId: Id, activities: z.number().int().nonnegative() });

/** What was written before, looked through for its mark. */
export const SalesforceTask = z.object({ Id, Description: Text });
export const SalesforceCreated = z.object({ id: Id, success: z.literal(true) });
export const SalesforceOwned = z.object({ OwnerId: Text });
export const SalesforceUser = z.object({ Id, Name: Text });

export const SalesforceLimits = z.object({
  DailyApiRequests: z.object({ Max: z.number(), Remaining: z.number() }),
});

/** What is wrong with a request; the token's address answers otherwise than all others. */
export const SalesforceFaults = z.array(z.object({ errorCode: z.string(), message: z.string().optional() }));
export const TokenFault = z.object({ error: z.string() });
