import { z } from 'zod';
import { AccountStatus, Stage } from '../../core/records.ts';

/** How a CRM with a plain REST interface is asked and read. `data/crm.yaml` is the one that is shipped. */

const PLACEHOLDER = /\{(\w*)\}/g;

/** A path after the base address; `{…}` stands for what is asked about. */
function pathWith(needed: readonly string[], allowed: readonly string[] = needed) {
  return z
    .string()
    .regex(
      /^(?![/\\]|[a-z][a-z0-9+.-]*:)[^\s?#\\]{1,300}$/i,
      'must be a path after the base address, without "?"',
    )
    .superRefine((text, context) => {
      for (const problem of placeholderProblems([text], needed, allowed))
        context.addIssue({ code: 'custom', message: problem });
    });
}

function queryWith(allowed: readonly string[]) {
  return z.record(z.string().min(1), z.string()).superRefine((query, context) => {
    for (const [name, text] of Object.entries(query))
      for (const problem of placeholderProblems([text], [], allowed))
        context.addIssue({ code: 'custom', path: [name], message: problem });
  });
}

function placeholderProblems(
  texts: readonly string[],
  needed: readonly string[],
  allowed: readonly string[],
): string[] {
  const used = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''));
  return [
    ...used.filter((name) => !allowed.includes(name)).map((name) => `nothing stands for {${name}} here`),
    ...needed.filter((name) => !used.includes(name)).map((name) => `must hold {${name}}`),
  ];
}

const Parameter = z.string().regex(/^[\w.[\]$-]{1,80}$/, 'must be the name of a parameter');
const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,80}$/, 'must be the name of a header');
const Visible = z.string().regex(/^[!-~]{1,300}$/, 'must be visible characters without spaces');

/** Where in an answer something stands. */
const Place = z
  .string()
  .regex(/^[\w$@-]+(\.[\w$@-]+){0,9}$/, 'must be names joined by dots, such as owner.name');

const Field = z.preprocess(
  (written) => (typeof written === 'string' ? { at: written } : written),
  z
    .strictObject({
      at: Place.optional(),
      /** The same for every record, such as the currency of a CRM with one. */
      always: z.string().min(1).optional(),
      /** What a number is multiplied by, such as 1000000 where it counts millions. */
      multiply: z.number().positive().optional(),
    })
    .refine(
      ({ at, always }) => (at === undefined) !== (always === undefined),
      'needs either "at" or "always"',
    ),
);
export type FieldMapping = z.output<typeof Field>;

function fieldsOf<N extends string, O extends string>(needed: readonly N[], others: readonly O[]) {
  const shape = {
    ...Object.fromEntries(needed.map((name) => [name, Field])),
    ...Object.fromEntries(others.map((name) => [name, Field.optional()])),
  } as Record<N, typeof Field> & Record<O, z.ZodOptional<typeof Field>>;
  return z.strictObject(shape);
}

/** What words of the CRM mean here, in any case. */
const meaningOf = <T extends z.ZodType<string>>(meant: T) => z.record(z.string().min(1), meant).default({});
const Extra = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'must be a_name_like_this'), Place)
  .default({});
const ABOUT = ['account', 'since'] as const;

/** Records that belong to an account, which path or query name. */
const belonging = {
  path: pathWith([], ABOUT),
  query: queryWith(ABOUT).default({}),
  list: Place.optional(),
  extra: Extra,
};
function namesItsAccount({
  path,
  query,
}: {
  path: string;
  query: Readonly<Record<string, string>>;
}): boolean {
  return [path, ...Object.values(query)].some((text) => text.includes('{account}'));
}
const UNRELATED = { path: ['path'], message: '{account} must stand in the path or the query' };

const Accounts = z.strictObject({
  path: pathWith([]),
  query: queryWith([]).default({}),
  list: Place.optional(),
  one: pathWith(['id']),
  record: Place.optional(),
  find: z
    .strictObject({ domain: queryWith(['domain']).optional(), name: queryWith(['name']).optional() })
    .refine(({ domain, name }) => domain ?? name, 'needs a query by domain or by name'),
  fields: fieldsOf(
    ['id', 'name'],
    [
      'domain',
      'industry',
      'employee_count',
      'annual_revenue',
      'currency',
      'country',
      'region',
      'status',
      'owner',
      'territory',
      'technologies',
      'parent',
    ],
  ),
  values: z.strictObject({ status: meaningOf(AccountStatus) }).prefault({}),
  extra: Extra,
});

const Contacts = z
  .strictObject({
    ...belonging,
    fields: fieldsOf(
      ['id'],
      ['full_name', 'first_name', 'last_name', 'title', 'email', 'phone', 'timezone', 'do_not_contact'],
    ),
  })
  .refine(namesItsAccount, UNRELATED)
  .refine(({ fields }) => fields.full_name ?? fields.last_name ?? fields.email, {
    path: ['fields'],
    message: 'needs full_name, last_name or email',
  });

const Opportunities = z
  .strictObject({
    ...belonging,
    fields: fieldsOf(
      ['id', 'name', 'stage'],
      [
        'account',
        'amount',
        'currency',
        'owner',
        'product',
        'created_at',
        'stage_changed_at',
        'last_activity_at',
        'close_date',
        'closed_at',
        'next_step',
      ],
    ),
    values: z.strictObject({ stage: meaningOf(Stage) }).prefault({}),
  })
  .refine(namesItsAccount, UNRELATED);

const Signals = z
  .strictObject({
    ...belonging,
    fields: fieldsOf(['id', 'type', 'title'], ['occurred_at', 'source', 'confidence', 'url']),
    values: z.strictObject({ type: meaningOf(z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)) }).prefault({}),
  })
  .refine(namesItsAccount, UNRELATED);

const sized = { size: z.number().int().min(1).max(2_000), size_parameter: Parameter };
const Paging = z.discriminatedUnion('style', [
  z.strictObject({ style: z.literal('none') }),
  z.strictObject({
    style: z.literal('offset'),
    offset_parameter: Parameter,
    ...sized,
    total: Place.optional(),
  }),
  z.strictObject({
    style: z.literal('page'),
    page_parameter: Parameter,
    first: z.number().int().min(0).max(1).default(1),
    ...sized,
    total: Place.optional(),
  }),
  z.strictObject({ style: z.literal('cursor'), cursor_parameter: Parameter, next: Place, ...sized }),
  z.strictObject({ style: z.literal('link'), next: Place, ...sized }),
]);
export type PagingMapping = z.output<typeof Paging>;

const Auth = z.discriminatedUnion('style', [
  z.strictObject({ style: z.literal('bearer') }),
  z.strictObject({ style: z.literal('header'), name: HeaderName, prefix: z.string().max(40).default('') }),
  z.strictObject({ style: z.literal('basic'), user: Visible }),
  z.strictObject({
    style: z.literal('client_credentials'),
    token_path: pathWith([]),
    client_id: Visible,
    scope: z.string().max(300).optional(),
  }),
]);

/** What the CRM bears. The defaults are those of an interface of modest size. */
const Limits = z.strictObject({
  at_once: z.number().int().min(1).max(50).default(4),
  per_second: z.number().min(0.01).max(100).default(5),
  /** How many may go at once after a pause; absent: those of two seconds. */
  burst: z.number().int().min(1).max(200).optional(),
});

const bodyWith = (allowed: readonly string[]) =>
  z.record(Place, z.string()).superRefine((body, context) => {
    for (const problem of placeholderProblems(Object.values(body), allowed.slice(0, 1), allowed))
      context.addIssue({ code: 'custom', message: problem });
  });

/** What approvals write, where a profile says `crm_writes: true`. */
const Writes = z.strictObject({
  /** Where entries of an account are listed and, by POST, made. */
  entries: z
    .strictObject({
      path: pathWith([], ['account']),
      query: queryWith(['account']).default({}),
      list: Place.optional(),
      id: Place,
      text: Place,
      /** Where the id stands in the answer to a new one; absent: as in the list. */
      created: Place.optional(),
      /** As people call it. */
      form: z.string().regex(/^[a-z][a-z ]{0,38}$/, 'must be a word or two, such as activity'),
      html: z.boolean().default(false),
      body: bodyWith(['text', 'title', 'kind', 'at', 'minutes', 'account']),
    })
    .refine(namesItsAccount, UNRELATED),
  owners: z.strictObject({
    path: pathWith([]),
    query: queryWith(['email']).default({}),
    list: Place.optional(),
    id: Place,
    name: Place,
    email: Place,
  }),
  change_owner: z.strictObject({
    method: z.enum(['PATCH', 'PUT']).default('PATCH'),
    path: pathWith(['id']),
    body: bodyWith(['owner']),
  }),
});

export const CrmMapping = z
  .strictObject({
    auth: Auth.default({ style: 'bearer' }),
    tenant_header: HeaderName.default('X-Tenant-ID'),
    /** Something cheap that only answers with right credentials. */
    health: pathWith([]),
    paging: Paging,
    limits: Limits.prefault({}),
    accounts: Accounts,
    contacts: Contacts.optional(),
    opportunities: Opportunities.optional(),
    signals: Signals.optional(),
    writes: Writes.optional(),
  })
  .refine(({ writes, accounts }) => !writes || accounts.extra.owner_id !== undefined, {
    path: ['accounts', 'extra'],
    message: 'needs owner_id, where the id of the owner stands, for "writes"',
  });
export type CrmMapping = z.output<typeof CrmMapping>;
