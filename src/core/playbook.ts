import { z } from 'zod';
import { DealRules } from './playbook-deals.ts';
import { FitRules } from './playbook-fit.ts';
import { Industries } from './playbook-industries.ts';
import { KnowledgeRules } from './playbook-knowledge.ts';
import { PersonaRules } from './playbook-personas.ts';
import { Places } from './playbook-places.ts';
import { PriorityRules } from './playbook-priority.ts';
import { RecordRules } from './playbook-records.ts';
import { SignalRules } from './playbook-signals.ts';
import { StageRules } from './playbook-stages.ts';
import { TemplateRules } from './playbook-templates.ts';
import { TerritoryRules } from './playbook-territory.ts';
import { TouchRules } from './playbook-touches.ts';

/** What the team takes as given when it judges: one section a file of `data/playbook`, each open to argument. */
export const Playbook = z.strictObject({
  deals: DealRules,
  fit: FitRules,
  industries: Industries,
  knowledge: KnowledgeRules,
  personas: PersonaRules,
  places: Places,
  priority: PriorityRules,
  records: RecordRules,
  signals: SignalRules,
  stages: StageRules,
  templates: TemplateRules,
  territory: TerritoryRules,
  touches: TouchRules,
});
export type Playbook = z.infer<typeof Playbook>;
