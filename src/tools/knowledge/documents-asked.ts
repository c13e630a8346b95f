import { CugarError } from '../../core/errors.ts';
import type { Knowledge, KnowledgeDocument } from '../../core/knowledge.ts';
import { listed, oneLine } from '../shared/text.ts';
import { shownId, shownTitle } from './citation.ts';

/** The documents of those names, each once. Throws when one does not exist or is not clear. */
export async function documentsAsked(
  names: readonly string[],
  knowledge: Knowledge,
): Promise<KnowledgeDocument[]> {
  const matches = await Promise.all(names.map(async (name) => ({ name, match: await knowledge.find(name) })));
  const documents = matches.map(({ name, match }) => {
    const asked = `“${oneLine(name, 80)}”`;
    if (match.kind === 'one') return match.document;
    if (match.kind === 'many') {
      const files = match.documents.map((document) => `${shownTitle(document)} (${shownId(document)})`);
      throw new CugarError('USER_INPUT', `Several documents are meant by ${asked}.`, {
        hint: `Give one file name: ${files.slice(0, 5).join(', ')}.`,
      });
    }
    const nearest = match.nearest.map((title) => oneLine(title, 80));
    throw new CugarError('RESOURCE_NOT_FOUND', `There is no document ${asked} in the knowledge folder.`, {
      hint: nearest.length > 0 ? `The nearest: ${listed(nearest)}.` : 'The folder holds no documents.',
    });
  });
  return [...new Set(documents)];
}
