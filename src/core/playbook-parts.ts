import { z } from 'zod';

/** 0..1: a weight, a probability or a share. */
export const Share = z.number().min(0).max(1);

/** An id that tables refer to. */
export const Key = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'use lower-case letters, digits and _');

/** A name as people write it. */
export const Label = z.string().trim().min(1).max(80);
