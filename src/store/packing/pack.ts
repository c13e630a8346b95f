import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { jsonText } from '../../core/json-text.ts';
import { DICTIONARY_1 } from './dictionary-1.ts';

/** First byte of a packed value: which dictionary it was packed with. A value that is not packed is JSON text. */
const WITH_DICTIONARY_1 = 1;

/** Below this many characters packing gains nothing. */
const SMALL = 60;
/** Largest value that is unpacked, so that a damaged one cannot fill the memory. */
const MAX_BYTES = 16 * 1024 * 1024;

const dictionary = Buffer.from(DICTIONARY_1);
/** The window holds the dictionary; the usual one, twice as large, is slow to set up for values of this size. */
const FITTING = { dictionary, level: 6, windowBits: 14, memLevel: 6 };

/** A JSON value in the fewest bytes: most of a plan's text is the same in every plan. */
export function pack(value: unknown): Buffer {
  const text = Buffer.from(jsonText(value));
  if (text.length < SMALL) return text;
  return Buffer.concat([Buffer.of(WITH_DICTIONARY_1), deflateRawSync(text, FITTING)]);
}

/** Throws when the bytes are neither JSON nor packed by a version that this one knows. */
export function unpack(packed: Buffer): unknown {
  if (packed[0] !== WITH_DICTIONARY_1) return JSON.parse(packed.toString('utf8'));
  const text = inflateRawSync(packed.subarray(1), { dictionary, maxOutputLength: MAX_BYTES });
  return JSON.parse(text.toString('utf8'));
}
