import { z } from 'zod';
import { AccountStatus, OPEN_STAGES, STAGES } from '../../core/records.ts';
import { COLUMNS, ENTITIES, type Entity, NUMERIC_COLUMNS } from './columns.ts';
import { DATE_FORMATS } from './dates.ts';
import { readYaml } from './yaml-file.ts';

const FileName = z
  .string()
  .regex(/^[^/\\]+\.csv$/i, 'name a .csv file in the folder itself')
  .optional();

const Source = z.preprocess(
  (written) => (typeof written === 'string' ? { column: written } : written),
  z.strictObject({
    column: z.string().min(1),
    /** What the column's number is multiplied by, such as 1000000 where it counts millions. */
    multiply: z.number().positive().optional(),
  }),
);

const CLOSED_VALUES: Readonly<Record<string, readonly string[]>> = {
  stage: STAGES,
  last_open_stage: OPEN_STAGES,
  status: AccountStatus.options,
};

function entityMapping(entity: Entity) {
  const names = COLUMNS[entity].all;
  const forEach = <T extends z.ZodType>(schema: T) =>
    z.strictObject(Object.fromEntries(names.map((name) => [name, schema.optional()]))).default({});
  return z
    .strictObject({
      file: FileName,
      columns: forEach(Source),
      values: forEach(z.record(z.string(), z.string())),
      dates: z.enum(DATE_FORMATS).default('YYYY-MM-DD'),
    })
    .superRefine(({ columns, values }, context) => {
      for (const [name, source] of Object.entries(columns)) {
        if (source?.multiply === undefined || NUMERIC_COLUMNS.has(name)) continue;
        const path = ['columns', name, 'multiply'];
        context.addIssue({ code: 'custom', path, message: `${name} is not a number` });
      }
      for (const [name, allowed] of Object.entries(CLOSED_VALUES)) {
        for (const [from, to] of Object.entries(values[name] ?? {})) {
          if (allowed.includes(to)) continue;
          const message = `"${to}" is none of ${allowed.join(', ')}`;
          context.addIssue({ code: 'custom', path: ['values', name, from], message });
        }
      }
    })
    .prefault({});
}

/** How the files of a CRM's export map on the canonical ones. */
const Mapping = z.strictObject({
  accounts: entityMapping('accounts'),
  contacts: entityMapping('contacts'),
  opportunities: entityMapping('opportunities'),
  signals: entityMapping('signals'),
  reps: entityMapping('reps'),
} satisfies Record<Entity, z.ZodType>);
export type Mapping = z.output<typeof Mapping>;
export type EntityMapping = Mapping[Entity];

/** Reads `mapping.yaml`; without one every file has its canonical name and columns. Throws `SYSTEM_CONFIG`. */
export async function readMapping(path: string): Promise<Mapping> {
  return (await readYaml(path, Mapping)) ?? Mapping.parse(Object.fromEntries(ENTITIES.map((e) => [e, {}])));
}
