import type { FieldMapping } from '../../config/vendors/crm-mapping.ts';
import type { CrmRecord } from './schema.ts';

/** What stands at a place of an answer, such as `owner.name`; undefined where there is nothing. */
export function at(answer: unknown, place: string | undefined): unknown {
  if (place === undefined) return answer;
  return place.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    return Reflect.get(value, name);
  }, answer);
}

/** The fields of a record under their own names, as the mapping finds them. Unchecked. */
export function picked(
  record: CrmRecord,
  fields: Readonly<Record<string, FieldMapping | undefined>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      if (!field) return [];
      const value = field.always ?? at(record, field.at);
      return [[name, field.multiply === undefined ? value : multiplied(value, field.multiply)]];
    }),
  );
}

/** Extra facts: only what is a word or a number. */
export function pickedExtra(
  record: CrmRecord,
  places: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(places).map(([name, place]) => {
      const value = at(record, place);
      return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : undefined];
    }),
  );
}

function multiplied(value: unknown, factor: number): unknown {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  return isNumber && Number.isFinite(Number(value)) ? Number(value) * factor : value;
}
