import { openLocalBook } from '../adapters/local/open-local-book.ts';
import { clock } from '../composition/services.ts';
import { loadConfig } from '../config/env.ts';
import { loadPlaybook } from '../config/playbook.ts';
import { loadRegistry, profileOf } from '../config/registry.ts';
import { dealWeights } from '../core/deal-weights.ts';
import { createDealHistory } from '../learning/deal-history.ts';
import { reportOf } from '../learning/report.ts';
import { catalogue } from '../tools/index.ts';
import { calibrationText } from './calibrate-text.ts';
import { type CliCommand, ExitCode, readArguments, UsageError } from './command.ts';
import { printJson, printLine } from './output.ts';

const HELP = `Usage: npm run cugar -- calibrate [--json]

Learns from the closed deals of the book of business (SALES_DATA_DIR), and prints what was learned, how it stood the
test on deals kept out, and whether it is used. Changes nothing; docs/learning.md explains every figure.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, HELP);
  if (positionals.length > 0) throw new UsageError('calibrate takes no words.', HELP);
  const config = loadConfig(undefined, { needsSlack: false });
  const registry = loadRegistry(config.registryPath, catalogue);
  const playbook = loadPlaybook(profileOf(registry, config.profile).playbook);
  const book = await openLocalBook({ ...config.salesData, clock });
  try {
    const report = reportOf(await createDealHistory(book, dealWeights(playbook)).learned());
    if (values.json) printJson({ ...report, dataMode: book.status().mode });
    else {
      if (book.status().mode === 'sample')
        printLine('This is the invented sample, not a real book of business.');
      printLine(calibrationText(report));
    }
    return ExitCode.ok;
  } finally {
    await book.close();
  }
}

export const calibrate: CliCommand = { help: HELP, main };
