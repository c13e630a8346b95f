import type { z } from 'zod';
import { VendorError } from './vendor-error.ts';

/** What an answer says, in the shape that it must have. Throws `contract`, and says where it differs. */
export function checked<S extends z.ZodType>(vendor: string, schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const { path = [], code } = parsed.error.issues[0] ?? {};
  const place = path.map((part) => (typeof part === 'number' ? '[]' : String(part).replace(/[^\w-]/g, '')));
  const where = place.join('.').slice(0, 80);
  throw new VendorError(vendor, 'contract', {
    words: `answered in a shape that this program does not know${where === '' ? '' : ` (${where})`}`,
    ...(code && { cause: code.toUpperCase() }),
  });
}
