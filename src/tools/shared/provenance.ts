import { combineModes, type DataMode } from '../../core/data-mode.ts';
import type { Finding } from '../../core/finding.ts';
import type { SalesData } from '../../core/ports.ts';
import type { FactOrigin } from '../../core/records.ts';
import { perTable } from './per-table.ts';

interface Traceable {
  readonly source: string;
  readonly mode: DataMode;
  readonly asOf: string;
  readonly facts?: Readonly<Record<string, FactOrigin>> | undefined;
}

type Provenance = Pick<Finding, 'dataMode' | 'asOf' | 'sources'>;

/** Where the facts of a finding come from: all modes, the oldest reading, every source once. */
export function provenance(records: readonly Traceable[], data: SalesData): Provenance {
  const status = data.status();
  if (records.length === 0) {
    return { dataMode: status.mode, asOf: status.loadedAt.toISOString(), sources: [] };
  }
  return originOf(records);
}

/** Found once for each list: that of a whole book is long, and asked for often. */
const originOf = perTable((records: readonly Traceable[]): Provenance => {
  const origins = records.flatMap((record) =>
    record.facts === undefined ? record : [record, ...Object.values(record.facts)],
  );
  const different = (values: readonly string[]) => [...new Set(values)];
  return {
    dataMode: combineModes([...new Set(origins.map(({ mode }) => mode))]),
    asOf: oldest(different(origins.map(({ asOf }) => asOf))),
    sources: different(origins.map(({ source }) => source)).sort(),
  };
});

/** What several findings rest on, taken together; `findings` must not be empty. */
export function combinedProvenance(findings: readonly Provenance[]): Provenance {
  return {
    dataMode: combineModes(findings.map((finding) => finding.dataMode)),
    asOf: oldest(findings.map((finding) => finding.asOf)),
    sources: [...new Set(findings.flatMap((finding) => finding.sources))].sort(),
  };
}

function oldest(times: readonly string[]): string {
  return new Date(Math.min(...times.map((time) => Date.parse(time)))).toISOString();
}
