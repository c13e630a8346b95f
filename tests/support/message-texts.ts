import type { KnownBlock } from '@slack/types';

/** Everything that a person can read in these blocks, one text a line. */
export function textsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textsOf).filter(Boolean).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : textsOf(inner)))
    .filter(Boolean)
    .join('\n');
}

interface AnyButton {
  readonly text: string;
  readonly actionId: string;
  readonly value: string;
  readonly style: string | undefined;
  readonly label: string;
  readonly hasConfirm: boolean;
}

/** The buttons in the order in which they are shown. */
export function buttonsOf(blocks: readonly KnownBlock[]): AnyButton[] {
  return blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .flatMap((element) =>
      element.type === 'button'
        ? [
            {
              text: element.text.text,
              actionId: element.action_id ?? '',
              value: element.value ?? '',
              style: element.style,
              label: element.accessibility_label ?? '',
              hasConfirm: element.confirm !== undefined,
            },
          ]
        : [],
    );
}
