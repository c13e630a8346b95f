import { RECORD_FIELDS, type RecordField, type RecordRules } from '../../../core/playbook-records.ts';
import { fold } from '../../shared/text.ts';

/** A raw record: whatever a system calls its facts, and what stands there. */
export type RawRecord = Readonly<Record<string, string | number | null>>;

export interface RawFact {
  /** As the record calls it. */
  readonly key: string;
  readonly text: string;
}

export interface SortedRecord {
  /** The first filled one of each fact. */
  readonly facts: ReadonlyMap<RecordField, RawFact>;
  /** What is filled and none of the facts. */
  readonly unused: readonly string[];
}

/** Nothing known, in the words of exports. */
const EMPTY = new Set([
  '',
  'n a',
  'na',
  'null',
  'none',
  'unknown',
  'undefined',
  'nan',
  'not available',
  'tbd',
]);

/** Sorts the keys of a raw record by the facts that they mean. */
export function sortRecord(record: RawRecord, { fields }: Pick<RecordRules, 'fields'>): SortedRecord {
  const filled = Object.entries(record).flatMap(([key, value]) => {
    const text = value === null ? '' : String(value).trim();
    return EMPTY.has(fold(text)) ? [] : [{ key, text, name: wordsOf(key) }];
  });
  const facts = new Map<RecordField, RawFact>();
  const used = new Set<string>();
  for (const field of RECORD_FIELDS) {
    for (const label of fields[field].map(wordsOf)) {
      const matching = filled.filter(({ name, key }) => name === label && !used.has(key));
      for (const { key, text } of matching) {
        used.add(key);
        if (!facts.has(field)) facts.set(field, { key, text });
      }
    }
  }
  return { facts, unused: filled.map(({ key }) => key).filter((key) => !used.has(key)) };
}

/** `NumberOfEmployees`, `number_of_employees` and `Number of employees` are one. */
function wordsOf(key: string): string {
  return fold(key.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '));
}
