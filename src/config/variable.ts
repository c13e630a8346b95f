import type { z } from 'zod';

export const VARIABLE_GROUPS = [
  'Slack',
  'Service',
  'Approvals',
  'Digest',
  'Sales data',
  'Data vendors',
  'Model',
] as const;

/** One environment variable: how it is read, and what people are told about it. */
export interface Variable {
  readonly group: (typeof VARIABLE_GROUPS)[number];
  readonly meaning: string;
  /** Completes "it should be …". */
  readonly expects: string;
  readonly schema: z.ZodType;
  /** As one would write it; absent: unset means unset. */
  readonly default?: string;
  readonly example: string;
  readonly isSecret?: boolean;
  /** The bot cannot run without it; the command line can. */
  readonly isNeededBySlack?: boolean;
  /** Socket mode does without it. */
  readonly isForHttpOnly?: boolean;
  /** Any value is an error: what is said about it. */
  readonly notAvailable?: string;
}
