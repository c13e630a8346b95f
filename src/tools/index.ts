import type { ProposeTool, ReadTool, Tool } from '../core/tool.ts';
import { assessMessageQuality } from './engagement/assess-message-quality.ts';
import { draftOutboundMessage } from './engagement/draft-outbound-message.ts';
import { manageTemplateLibrary } from './engagement/manage-template-library.ts';
import { scheduleTouchpoint } from './engagement/schedule-touchpoint.ts';
import { analyzeWinLossPatterns } from './governance/analyze-win-loss-patterns.ts';
import { auditTrail } from './governance/audit-trail.ts';
import { confirmPlan } from './governance/confirm-plan.ts';
import { explainRecommendation } from './governance/explain-recommendation.ts';
import { extractBuyerPersonas } from './governance/extract-buyer-personas.ts';
import { makePlan } from './governance/make-plan.ts';
import { detectBuyingSignals } from './intelligence/detect-buying-signals.ts';
import { normalizeAccountRecord } from './intelligence/normalize-account-record.ts';
import { scoreAccountFit } from './intelligence/score-account-fit.ts';
import { retrieveProductKnowledge } from './knowledge/retrieve-product-knowledge.ts';
import { summarizeDocuments } from './knowledge/summarize-documents.ts';
import { assessDealRisk } from './qualification/assess-deal-risk.ts';
import { qualifyOpportunity } from './qualification/qualify-opportunity.ts';
import { assessCapacityCoverage } from './territory/assess-capacity-coverage.ts';
import { assignTerritory } from './territory/assign-territory.ts';
import { simulateTerritoryChange } from './territory/simulate-territory-change.ts';

/** The caller validates with the tool's own schemas before and after, which makes the wider type sound. */
const READ_TOOLS = [
  scoreAccountFit,
  detectBuyingSignals,
  qualifyOpportunity,
  assessDealRisk,
  assessMessageQuality,
  explainRecommendation,
  analyzeWinLossPatterns,
  extractBuyerPersonas,
  assessCapacityCoverage,
  simulateTerritoryChange,
  makePlan,
  retrieveProductKnowledge,
  summarizeDocuments,
  normalizeAccountRecord,
  manageTemplateLibrary,
  auditTrail,
] as unknown as readonly ReadTool[];

const PROPOSE_TOOLS = [
  confirmPlan,
  draftOutboundMessage,
  assignTerritory,
  scheduleTouchpoint,
] as unknown as readonly ProposeTool[];

/** Every tool there is, by name. What a tool costs and may do, the registry says. */
export const catalogue: ReadonlyMap<string, Tool> = new Map(
  [...READ_TOOLS, ...PROPOSE_TOOLS].map((tool) => [tool.name, tool]),
);
