const LABELS: Readonly<Record<string, string>> = {
  score_account_fit: 'Account fit',
  detect_buying_signals: 'Buying signals',
  qualify_opportunity: 'Qualification',
  assess_deal_risk: 'Deal risk',
  draft_outbound_message: 'Message draft',
  assess_message_quality: 'Message quality',
  schedule_touchpoint: 'Touchpoint',
  explain_recommendation: 'Recommendation',
};

/** The tool in a person's words; one without a label of its own is read from its name. */
export function toolLabel(tool: string): string {
  if (Object.hasOwn(LABELS, tool)) return LABELS[tool] ?? tool;
  const words = tool.replaceAll('_', ' ').trim();
  return words === '' ? 'Step' : words.charAt(0).toUpperCase() + words.slice(1);
}
