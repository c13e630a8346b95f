import { openLocalBook } from '../../adapters/local/open-local-book.ts';
import { checkApprovers } from '../../config/approvers.ts';
import type { Config } from '../../config/env.ts';
import { loadRegistry, profileOf } from '../../config/registry.ts';
import { asCugarError } from '../../core/errors.ts';
import { catalogue } from '../../tools/index.ts';
import { bad, type Line, ok, warning } from './check.ts';

/** The registry, its profile and the approvers that its policies need. */
export function checkRegistry(config: Config): Line[] {
  try {
    const registry = loadRegistry(config.registryPath, catalogue);
    profileOf(registry, config.profile);
    checkApprovers(registry.registry, config.approvers);
    const { tools, plans } = registry.registry;
    const counts = `${Object.keys(tools).length} tools, ${Object.keys(plans).length} plans`;
    return [ok('Registry', `${counts}, profile ${config.profile}`)];
  } catch (thrown) {
    const { message, detail } = asCugarError(thrown);
    return [bad('Registry', message, detail.hint ?? 'Correct it, then run this again.')];
  }
}

const MOST_ROWS = 5;

/** The book of business: whether it can be read, and which rows cannot be used. */
export async function checkBook(config: Config, now: () => Date): Promise<Line[]> {
  try {
    const book = await openLocalBook({ ...config.salesData, clock: { now }, onProblem: () => {} });
    const { mode, counts, problemCount, problems } = book.status();
    await book.close();
    const said = `${counts.accounts} accounts, ${counts.contacts} contacts, ${counts.opportunities} opportunities (${mode})`;
    if (problemCount === 0) return [ok('Book of business', said)];
    const rows = problems
      .slice(0, MOST_ROWS)
      .map(({ file, line, reason }) => `${file}${line === undefined ? '' : `:${line}`} ${reason}`);
    return [
      warning(
        'Book of business',
        `${said}; ${problemCount} rows cannot be used`,
        `Correct them: ${rows.join('; ')}${problemCount > rows.length ? '; …' : ''}`,
      ),
    ];
  } catch (thrown) {
    const { message, detail } = asCugarError(thrown);
    return [bad('Book of business', message, detail.hint ?? 'Correct it, then run this again.')];
  }
}
