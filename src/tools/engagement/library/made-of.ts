import { contentHash } from '../../../core/canonical-json.ts';
import type { MessagePayload } from '../../../core/proposal.ts';
import type { TouchTemplate } from '../../../core/touches.ts';
import type { TemplateRef } from './current-text.ts';

type Text = Pick<MessagePayload, 'subject' | 'body'>;
type MadeOf = NonNullable<MessagePayload['template']>;

/** Notes what a proposed text is made of, so that its approval can be counted for the template. */
export function madeOf(text: Text, { id, version }: TemplateRef, byModel = false): MadeOf {
  return { id, version, proposed: hashOf(text), byModel };
}

/** What is remembered of an approved text. */
export function templateUsed(text: Text, { id, version, proposed, byModel }: MadeOf): TouchTemplate {
  return { id, version, edited: hashOf(text) !== proposed, byModel };
}

/** `template signal_friendly, version 2` */
export function templateName({ id, version }: TemplateRef): string {
  return `template ${id}, version ${version}`;
}

/** A person's editor may add or lose blanks at line ends; that is no change of the text. */
function hashOf({ subject = '', body }: Text): string {
  const flat = (text: string) => text.replace(/[^\S\n]+$/gm, '').trim();
  return contentHash([flat(subject), flat(body)]).slice(0, 16);
}
