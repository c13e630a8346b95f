import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import { defineTool } from '../../core/tool.ts';
import type { TemplateUse } from '../../core/touches.ts';
import { wilson } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { requireTemplate } from './library/find-template.ts';
import { templatesOf } from './library/templates.ts';
import { useOf } from './library/use.ts';
import { comparedView, listView, type Shelf, shownView } from './library/views.ts';

const Version = z.number().int().positive().max(9_999);
const Share = z.number().min(0).max(1);

export const TemplatesOutput = Finding.extend({
  /** How many there are. */
  templates: z.number().int().positive(),
  /** The template that was asked for. */
  shown: z
    .strictObject({
      id: z.string(),
      current: Version,
      versions: z.array(
        z.strictObject({
          version: Version,
          since: z.string(),
          handedOver: z.number().int().nonnegative().nullable(),
          /** Approved unchanged, of the texts in the template's own words, with its 95 % interval; null: too few. */
          unchanged: z.strictObject({ share: Share, low: Share, high: Share }).nullable(),
        }),
      ),
    })
    .nullable(),
});
export type TemplatesOutput = z.infer<typeof TemplatesOutput>;

export const manageTemplateLibrary = defineTool({
  name: 'manage_template_library',
  domain: 'engagement',
  purpose: 'Which texts do our messages start from, and how did their versions do with us?',
  guardrails: [
    'Counts only what was approved and handed over here.',
    'Says nothing about replies, which it cannot see.',
    'Few sends are no result.',
    'Changes no template: a new version is a line of data that is reviewed like code.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z
    .strictObject({
      /** One template; all where none is named. */
      template: z.string().trim().min(1).max(80).optional(),
      /** Two of its versions to hold side by side. */
      compare: z.tuple([Version, Version]).optional(),
    })
    .refine(({ template, compare }) => compare === undefined || template !== undefined, {
      error: 'name the template whose versions are compared',
      path: ['template'],
    })
    .refine(({ compare }) => compare === undefined || compare[0] !== compare[1], {
      error: 'name two different versions',
      path: ['compare'],
    }),
  output: TemplatesOutput,
  async run({ template, compare }, { data, playbook, touches, signal }) {
    signal.throwIfAborted();
    const uses = touches ? await touches.templateUse() : null;
    const templates = templatesOf(playbook.templates);
    const shelf: Shelf = { templates, uses, enough: playbook.templates.enough };
    const found = template === undefined ? null : requireTemplate(template, templates);
    const view =
      found === null
        ? listView(shelf)
        : compare
          ? comparedView(found, compare, shelf)
          : shownView(found, shelf);
    return {
      ...view,
      templates: templates.length,
      shown: found && {
        id: found.id,
        current: found.current,
        versions: found.versions.map(({ version, since }) => ({
          version,
          since,
          ...figuresOf(uses, found.id, version, shelf.enough),
        })),
      },
      unknowns: [
        ...(uses === null ? ['How often each was used; nobody keeps it here.'] : []),
        'Whether the recipients answered: nothing is sent from here, and no reply is seen.',
      ],
      confidence: null,
      ...provenance([], data),
      sources: ['templates.yaml', ...(uses === null ? [] : ['what was approved here'])],
    };
  },
});

function figuresOf(uses: readonly TemplateUse[] | null, id: string, version: number, enough: number) {
  if (uses === null) return { handedOver: null, unchanged: null };
  const { handedOver, own, unchanged } = useOf(uses, id, version);
  const share = own < enough ? null : { share: unchanged / own, ...wilson(unchanged, own) };
  return { handedOver, unchanged: share };
}
