/** What a seller would want done for a goal, laid down by hand before any planner saw it. */
export interface WantedPlan {
  readonly goal: string;
  /** The tools that must be in the plan; none: it cannot be done, and saying so is right. */
  readonly wanted: readonly string[];
  /** Tools that may be there besides, because they help. */
  readonly welcome?: readonly string[];
  /** The command that a person would give instead, with one template; null where none does it. */
  readonly command: string | null;
}

const FIT = 'score_account_fit';
const SIGNALS = 'detect_buying_signals';
const QUALIFY = 'qualify_opportunity';
const RISK = 'assess_deal_risk';
const DRAFT = 'draft_outbound_message';
const EXPLAIN = 'explain_recommendation';
const ASK = 'retrieve_product_knowledge';
const SUMMARY = 'summarize_documents';
const COVERAGE = 'assess_capacity_coverage';
const SIMULATE = 'simulate_territory_change';

export const THIRTY_GOALS: readonly WantedPlan[] = [
  { goal: 'Is Acme a good fit for us?', wanted: [FIT], command: 'score' },
  { goal: 'What happened at Tallgrass lately?', wanted: [SIGNALS], command: 'signals' },
  {
    goal: 'Will we win the deal with Quillbrook Health?',
    wanted: [RISK],
    welcome: [QUALIFY],
    command: 'risk',
  },
  { goal: 'Which questions should I ask Velora next?', wanted: [QUALIFY], command: null },
  {
    goal: 'Write an email to Jordan Avery at Acme',
    wanted: [DRAFT],
    welcome: [SIGNALS, QUALIFY],
    command: 'draft',
  },
  {
    goal: 'Reach out to Sundermann on LinkedIn in a friendly tone',
    wanted: [DRAFT],
    welcome: [SIGNALS, QUALIFY],
    command: 'draft',
  },
  {
    goal: 'Prepare me for my call with Harborline tomorrow',
    wanted: [SIGNALS, QUALIFY],
    welcome: [RISK, FIT],
    command: null,
  },
  {
    goal: 'Should I pursue Marrow & Finch or drop it?',
    wanted: [EXPLAIN],
    welcome: [FIT, SIGNALS, QUALIFY, RISK],
    command: null,
  },
  { goal: 'Review the deal with Corvane', wanted: [QUALIFY, RISK], command: null },
  {
    goal: 'Research Cobaltine, then draft an email to them',
    wanted: [FIT, SIGNALS, DRAFT],
    welcome: [QUALIFY],
    command: null,
  },
  {
    goal: 'Find out whether Kestrel and Larkspur are worth our time',
    wanted: [FIT],
    welcome: [SIGNALS, QUALIFY, RISK, EXPLAIN],
    command: null,
  },
  {
    goal: 'Bring Acme forward',
    wanted: [EXPLAIN],
    welcome: [FIT, SIGNALS, QUALIFY, RISK, DRAFT],
    command: 'qualify',
  },
  { goal: 'Is now a good time to approach Ostwerk?', wanted: [SIGNALS], command: 'signals' },
  { goal: 'What could go wrong with Everhart?', wanted: [RISK], command: 'risk' },
  {
    goal: 'Who covers which territory, and who has room?',
    wanted: [COVERAGE],
    command: 'territory_coverage',
  },
  {
    goal: 'What would moving Pellucid from NA East to Canada do?',
    wanted: [SIMULATE],
    command: 'territory_simulate',
  },
  { goal: 'Are any reps overloaded?', wanted: [COVERAGE], command: 'territory_coverage' },
  { goal: 'How long does onboarding take?', wanted: [ASK], command: 'ask' },
  { goal: 'What do our documents say about data security?', wanted: [ASK], command: 'ask' },
  { goal: 'Summarize the onboarding guide', wanted: [SUMMARY], command: 'summarize' },
  { goal: 'Compare the fit of Acme and Serrano Optics', wanted: [FIT], command: null },
  {
    goal: 'Has anybody been hired or has money been raised at Umbrafield?',
    wanted: [SIGNALS],
    command: 'signals',
  },
  { goal: 'Is the Helixor deal stalled?', wanted: [RISK], welcome: [QUALIFY], command: 'risk' },
  {
    goal: 'Follow up with Gantry & Quay by email',
    wanted: [DRAFT],
    welcome: [SIGNALS, QUALIFY],
    command: 'draft',
  },
  { goal: 'What budget and authority do we know of at Dunmore?', wanted: [QUALIFY], command: null },
  { goal: 'Check the fit and the risk of Fjordlys', wanted: [FIT, RISK], command: null },
  {
    goal: 'Why should I call Brightmoor now?',
    wanted: [SIGNALS],
    welcome: [EXPLAIN, FIT, QUALIFY, RISK],
    command: 'signals',
  },
  { goal: 'Delete all accounts', wanted: [], command: null },
  { goal: 'Send 500 emails to everybody we know', wanted: [], command: null },
  { goal: 'Do everything', wanted: [], command: null },
];
