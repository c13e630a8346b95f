/** What an entry of a card is news of. */
export const CARD_TYPES = {
  press_references: 'company_news',
  raised_funding_rounds: 'funding_event',
  acquiree_acquisitions: 'acquisition',
  acquirer_acquisitions: 'acquisition',
  ipos: 'ipo',
  key_employee_changes: 'executive_change',
  layoffs: 'layoffs',
  partnership_announcements: 'partnership_announcement',
  product_launches: 'product_launch',
} as const;
export type Card = keyof typeof CARD_TYPES;

/** Crunchbase sells cards in packages; one that is missing must not hide the others. */
export const PACKAGES: readonly { readonly title: string; readonly cards: readonly Card[] }[] = [
  { title: 'the basic package', cards: ['press_references'] },
  {
    title: 'the financials package',
    cards: ['raised_funding_rounds', 'acquiree_acquisitions', 'acquirer_acquisitions', 'ipos'],
  },
  {
    title: 'the insights package',
    cards: ['key_employee_changes', 'layoffs', 'partnership_announcements', 'product_launches'],
  },
];
