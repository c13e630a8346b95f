import type { Knowledge, KnowledgeDocument } from '../../core/knowledge.ts';
import type { Audience, KnowledgeRules } from '../../core/playbook-knowledge.ts';
import { fold, hasPhrase } from '../shared/text.ts';

export type Topic = KnowledgeRules['withheld'][string];

/** The withheld topics that a question asks for: by a phrase as it stands, or by all its words in any form and order. */
export function topicsAsked(
  question: string,
  { withheld }: KnowledgeRules,
  { words }: Pick<Knowledge, 'words'>,
): Topic[] {
  const asked = new Set(words(question));
  return Object.values(withheld).filter(({ asked_by }) =>
    asked_by.some((phrase) => {
      const needed = words(phrase);
      const whole = needed.length === fold(phrase).split(' ').length;
      return hasPhrase(question, phrase) || (whole && needed.every((word) => asked.has(word)));
    }),
  );
}

/** The withheld topics that a document is tagged with. */
export function topicsOf({ tags }: KnowledgeDocument, { withheld }: KnowledgeRules): Topic[] {
  const own = new Set(tags.map(fold));
  return Object.values(withheld).filter((topic) => topic.tags.some((tag) => own.has(fold(tag))));
}

/** Whether the document may be quoted to that audience. */
export function mayQuote(document: KnowledgeDocument, audience: Audience, rules: KnowledgeRules): boolean {
  return (
    audience === 'internal' ||
    (document.audience === 'customer_safe' && topicsOf(document, rules).length === 0)
  );
}
