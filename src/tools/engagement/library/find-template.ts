import { CugarError } from '../../../core/errors.ts';
import { fold, listed, oneLine } from '../../shared/text.ts';
import type { LibraryTemplate, LibraryVersion } from './templates.ts';

const MAX_NAMED = 6;

/** The template of that name, or whose name alone holds all these words. Throws with the nearest ones otherwise. */
export function requireTemplate(name: string, templates: readonly LibraryTemplate[]): LibraryTemplate {
  const words = fold(name).split(' ');
  const shared = ({ id }: LibraryTemplate) =>
    words.filter((word) => fold(id).split(' ').includes(word)).length;
  const exact = templates.find(({ id }) => fold(id) === words.join(' '));
  const holding = templates.filter((template) => shared(template) === words.length);
  const found = exact ?? (holding.length === 1 ? holding[0] : undefined);
  if (found) return found;
  const asked = `“${oneLine(name, 60)}”`;
  if (holding.length > 1) {
    throw new CugarError('USER_INPUT', `Several templates are meant by ${asked}.`, {
      hint: `Name one: ${some(holding)}.`,
    });
  }
  const most = Math.max(...templates.map(shared));
  const near = most > 0 ? templates.filter((template) => shared(template) === most) : templates;
  throw new CugarError('RESOURCE_NOT_FOUND', `There is no template ${asked}.`, {
    hint: `There is ${some(near)}.`,
  });
}

export function requireVersion({ id, versions }: LibraryTemplate, wanted: number): LibraryVersion {
  const found = versions.find(({ version }) => version === wanted);
  if (found) return found;
  throw new CugarError('RESOURCE_NOT_FOUND', `The template ${id} has no version ${wanted}.`, {
    hint: `It has ${listed(versions.map(({ version }) => String(version)))}.`,
  });
}

function some(templates: readonly LibraryTemplate[]): string {
  const more = templates.length > MAX_NAMED ? ', …' : '';
  return `${templates
    .slice(0, MAX_NAMED)
    .map(({ id }) => id)
    .join(', ')}${more}`;
}
