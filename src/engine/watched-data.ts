import { z } from 'zod';
import type { SalesData } from '../core/ports.ts';
import type { SourceFailure } from '../core/source-failure.ts';

interface Watched {
  readonly data: SalesData;
  /** What a step answered, naming the sources that failed while it was made, and what others left out. */
  named(output: unknown): Promise<unknown>;
}

const WithUnknowns = z.looseObject({ unknowns: z.array(z.string()) });

/** Looks on which accounts a step asks about, so that no answer in part passes for a whole one. */
export function watchedData(data: SalesData): Watched {
  const { coverage } = data;
  if (!coverage) return { data, named: async (output) => output };
  const asked = new Set<string>();
  const noting =
    <T>(read: (accountId: string) => Promise<T>) =>
    (accountId: string) => {
      asked.add(accountId);
      return read(accountId);
    };
  return {
    data: {
      ...data,
      account: noting(data.account),
      contacts: noting(data.contacts),
      opportunities: noting(data.opportunities),
      signals: noting(data.signals),
    },
    async named(output) {
      const finding = WithUnknowns.safeParse(output);
      if (!finding.success || asked.size === 0) return output;
      const covered = await Promise.all([...asked].map((accountId) => coverage(accountId)));
      const missing = new Set(
        covered.flatMap(({ failed, remarks = [] }) => [...failed.map(sentenceOf), ...remarks]),
      );
      if (missing.size === 0) return output;
      return { ...finding.data, unknowns: [...finding.data.unknowns, ...missing] };
    },
  };
}

function sentenceOf({ message, staleSince }: SourceFailure): string {
  if (staleSince === undefined) return `${message}.`;
  return `${message}; what it said on ${staleSince.slice(0, 16).replace('T', ' ')} UTC stands in.`;
}
