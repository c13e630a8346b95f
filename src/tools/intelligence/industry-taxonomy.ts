/** One industry: what people call it (folded words), and the wider industry it belongs to. */
export interface Industry {
  readonly id: string;
  readonly within?: string;
  readonly names: readonly string[];
}

const industry = (id: string, names: string, within?: string): Industry => ({
  id,
  names: names.split('; '),
  ...(within ? { within } : {}),
});

/** Data, not research: extend it where a team's own export uses other words. Names are in folded form. */
export const INDUSTRIES: readonly Industry[] = [
  industry('technology', 'technology; technologies; tech; high tech; information technology; it; ict'),
  industry(
    'software',
    'software; saas; software as a service; computer software; enterprise software; software development; internet software; cloud software; cybersecurity; internet; fintech; healthtech',
    'technology',
  ),
  industry(
    'hardware',
    'hardware; computer hardware; semiconductors; semiconductor; networking equipment; consumer electronics; electronics',
    'technology',
  ),
  industry('it_services', 'it services; it consulting; managed services; systems integration', 'technology'),
  industry('telecommunications', 'telecommunications; telecommunication; telecom; telecoms; telco; wireless'),
  industry(
    'financial_services',
    'financial services; finance; financial; finserv; bfsi; capital markets; investment management; asset management; wealth management; private equity; venture capital; fintech; payments',
  ),
  industry('banking', 'banking; bank; banks; credit union', 'financial_services'),
  industry('insurance', 'insurance; insurer; reinsurance; insurtech', 'financial_services'),
  industry('crypto', 'crypto; cryptocurrency; digital assets', 'financial_services'),
  industry(
    'healthcare',
    'healthcare; health care; health; medical; hospital; hospitals; hospital and health care; clinics; medical practice; healthtech; life sciences',
  ),
  industry('pharma', 'pharma; pharmaceuticals; pharmaceutical; biotech; biotechnology', 'healthcare'),
  industry('medical_devices', 'medical devices; medical device; medtech', 'healthcare'),
  industry(
    'manufacturing',
    'manufacturing; manufacturer; industrial; industrials; machinery; industrial machinery; mechanical engineering; packaging; chemicals; chemical; textiles; metals; steel; plastics',
  ),
  industry('automotive', 'automotive; automobile; cars; automotive parts', 'manufacturing'),
  industry('aerospace', 'aerospace; aviation; aerospace and defense; aerospace and defence', 'manufacturing'),
  industry('food_production', 'food production; food and beverage; food and beverages', 'manufacturing'),
  industry(
    'logistics',
    'logistics; transportation; transport; shipping; freight; supply chain; trucking; warehousing; maritime; logistics and supply chain; package delivery',
  ),
  industry('retail', 'retail; retailer; wholesale; supermarkets; apparel and fashion; fashion'),
  industry('ecommerce', 'ecommerce; e commerce; online retail; marketplace', 'retail'),
  industry('consumer_goods', 'consumer goods; cpg; fmcg; cosmetics; consumer products'),
  industry('media', 'media; entertainment; publishing; broadcasting; film; music; gaming; video games; news'),
  industry('marketing', 'marketing; advertising; marketing and advertising; public relations; adtech'),
  industry('professional_services', 'professional services; consulting; business services'),
  industry(
    'legal',
    'legal; law; law firm; law practice; legal services; legal technology',
    'professional_services',
  ),
  industry('accounting', 'accounting; audit; tax advisory', 'professional_services'),
  industry(
    'staffing',
    'employment; staffing; recruiting; recruitment; human resources; hr',
    'professional_services',
  ),
  industry('education', 'education; higher education; e learning; edtech; schools; university; universities'),
  industry('government', 'government; public sector; public administration; municipality'),
  industry('nonprofit', 'nonprofit; non profit; ngo; charity'),
  industry('energy', 'energy; oil and gas; oil; mining and energy'),
  industry('utilities', 'utilities; utility; water supply; power generation', 'energy'),
  industry('renewables', 'renewables; renewable energy; solar; wind power', 'energy'),
  industry('mining', 'mining; metals and mining'),
  industry('construction', 'construction; building materials; civil engineering; architecture'),
  industry('real_estate', 'real estate; property; property management'),
  industry('hospitality', 'hospitality; hotels; restaurants; travel; tourism; leisure; airlines'),
  industry('agriculture', 'agriculture; farming; agritech; forestry; fisheries'),
  industry('gambling', 'gambling; casino; casinos; betting; sports betting; gambling and casinos; lottery'),
  industry('weapons', 'weapons; arms; firearms; ammunition; arms manufacturing; defense weapons'),
  industry('tobacco', 'tobacco; vaping; cigarettes'),
  industry('alcohol', 'alcohol; spirits; brewery; breweries'),
  industry('cannabis', 'cannabis; marijuana'),
  industry('adult', 'adult entertainment; pornography'),
];
