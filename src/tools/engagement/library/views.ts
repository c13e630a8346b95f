import type { Finding } from '../../../core/finding.ts';
import type { TemplateUse } from '../../../core/touches.ts';
import { spokenDay } from '../../shared/dates.ts';
import { count, oneLine } from '../../shared/text.ts';
import { requireVersion } from './find-template.ts';
import { KINDS, type LibraryTemplate, type LibraryVersion } from './templates.ts';
import { comparison, useOf, useSentence } from './use.ts';

/** What there is, and how it was used; null where nobody keeps that. */
export interface Shelf {
  readonly templates: readonly LibraryTemplate[];
  readonly uses: readonly TemplateUse[] | null;
  readonly enough: number;
}

type View = Pick<Finding, 'headline' | 'reasons' | 'details'>;

/** All templates, a line a situation. */
export function listView({ templates, uses }: Shelf): View {
  const handedOver = uses?.reduce((sum, use) => sum + use.handedOver, 0) ?? null;
  const lines = (kind: LibraryTemplate['kind']) => {
    const own = templates.filter((template) => template.kind === kind);
    const situations = [...new Set(own.map(({ situation }) => situation))];
    return situations.map((situation) =>
      own
        .filter((template) => template.situation === situation)
        .map((template) => brief(template, uses))
        .join(', '),
    );
  };
  const gone = (uses ?? []).filter(({ id, version }) => !isHeld(templates, id, version));
  return {
    headline: `${count(templates.length, 'template')}${handedOver === null ? '' : `; ${count(handedOver, 'text')} made of them handed over so far`}.`,
    reasons: ['A draft takes the current version of the template for its channel, situation and tone.'],
    details: [
      ...KINDS.map((kind) => ({ title: kind, lines: lines(kind) })),
      {
        title: 'No longer in the library',
        lines: gone.map(
          ({ id, version, handedOver: times }) => `${oneLine(id, 60)} v${version} (${times} handed over)`,
        ),
      },
    ].flatMap(({ title, lines: all }) => (all.length > 0 ? [{ title, lines: all.slice(0, 40) }] : [])),
  };
}

/** `signal_friendly v2 (14)` */
function brief({ id, current, versions }: LibraryTemplate, uses: Shelf['uses']): string {
  const total = versions.reduce((sum, { version }) => sum + useOf(uses ?? [], id, version).handedOver, 0);
  return `${id} v${current}${total > 0 ? ` (${total} handed over)` : ''}`;
}

function isHeld(templates: readonly LibraryTemplate[], id: string, wanted: number): boolean {
  return templates.some(
    (template) => template.id === id && template.versions.some(({ version }) => version === wanted),
  );
}

/** One template: the words of its current version, and how every version did. */
export function shownView(template: LibraryTemplate, { uses, enough }: Shelf): View {
  const { id, current, versions } = template;
  const { parts, note, since } = requireVersion(template, current);
  return {
    headline: `${id}: version ${current} of ${versions.length} is in use${uses === null ? '' : `, ${useSentence(useOf(uses, id, current), enough)}`}.`,
    reasons: [`Since ${spokenDay(since)}: ${oneLine(note, 200)}`],
    details: [
      { title: `Version ${current}, in use`, lines: parts.map(partLine) },
      {
        title: 'Versions',
        lines: [...versions]
          .reverse()
          .slice(0, 40)
          .map((version) => versionLine(template, version, { uses, enough })),
      },
    ],
  };
}

/** Two versions side by side: what differs in their words, and whether people took to one more. */
export function comparedView(
  template: LibraryTemplate,
  wanted: readonly [number, number],
  { uses, enough }: Pick<Shelf, 'uses' | 'enough'>,
): View {
  const { id } = template;
  const [a, b] = [requireVersion(template, wanted[0]), requireVersion(template, wanted[1])];
  const labels = [...new Set([...a.parts, ...b.parts].map(({ label }) => label))];
  const textOf = ({ parts }: LibraryVersion, label: string) =>
    parts.find((part) => part.label === label)?.text ?? '';
  const differing = labels.filter((label) => textOf(a, label) !== textOf(b, label));
  const verdict =
    uses === null
      ? 'How often each was used is not kept here.'
      : comparison(
          { ...useOf(uses, id, a.version), version: a.version },
          { ...useOf(uses, id, b.version), version: b.version },
          enough,
        );
  return {
    headline: `${id}, versions ${a.version} and ${b.version}: ${differing.length === 0 ? 'the same words' : `${count(differing.length, 'part')} ${differing.length === 1 ? 'differs' : 'differ'}`}.`,
    reasons: [verdict],
    details: [
      {
        title: 'What differs',
        lines: differing.flatMap((label) => [
          partLine({ label: `${label}, version ${a.version}`, text: textOf(a, label) || 'none' }),
          partLine({ label: `${label}, version ${b.version}`, text: textOf(b, label) || 'none' }),
        ]),
      },
      { title: 'Versions', lines: [a, b].map((version) => versionLine(template, version, { uses, enough })) },
    ].filter(({ lines }) => lines.length > 0),
  };
}

function partLine({ label, text }: { label: string; text: string }): string {
  return oneLine(`${label}: ${text}`, 500);
}

function versionLine(
  { id, current }: LibraryTemplate,
  { version, since, note }: LibraryVersion,
  { uses, enough }: Pick<Shelf, 'uses' | 'enough'>,
): string {
  const mark = version === current ? ', in use' : '';
  const use = uses === null ? '' : ` – ${useSentence(useOf(uses, id, version), enough)}`;
  return oneLine(`${version}, since ${spokenDay(since)}${mark}: ${note}${use}`, 500);
}
