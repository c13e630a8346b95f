const LABELS: Readonly<Record<string, string>> = {
  score_account_fit: 'Account fit',
  detect_buying_signals: 'Buying signals',
  normalize_account_record: 'Clean record',
  qualify_opportunity: 'Qualification',
  assess_deal_risk: 'Deal risk',
  draft_outbound_message: 'Message draft',
  assess_message_quality: 'Message quality',
  manage_template_library: 'Templates',
  schedule_touchpoint: 'Touchpoint',
  retrieve_product_knowledge: 'Product answer',
  summarize_documents: 'Summary',
  assess_capacity_coverage: 'Coverage',
  simulate_territory_change: 'Territory simulation',
  assign_territory: 'Territory assignment',
  analyze_win_loss_patterns: 'Win and loss',
  extract_buyer_personas: 'Buyer personas',
  explain_recommendation: 'Recommendation',
  audit_trail: 'Audit entries',
  make_plan: 'Planning',
  confirm_plan: 'Go-ahead',
};

/** The tool in a person's words; one without a label of its own is read from its name. */
export function toolLabel(tool: string): string {
  if (Object.hasOwn(LABELS, tool)) return LABELS[tool] ?? tool;
  const words = tool.replaceAll('_', ' ').trim();
  return words === '' ? 'Step' : words.charAt(0).toUpperCase() + words.slice(1);
}
