/** Sales regions that the table knows, with the names people give them. */
export const REGION_NAMES = {
  north_america: ['North America', 'NA', 'NORAM', 'NAM', 'North American'],
  latin_america: ['Latin America', 'LATAM', 'South America', 'Central and South America'],
  americas: ['Americas', 'The Americas', 'AMER'],
  europe: ['Europe', 'EU', 'European Union', 'EUR'],
  dach: ['DACH'],
  nordics: ['Nordics', 'Nordic', 'Scandinavia'],
  benelux: ['Benelux'],
  uk_ireland: ['UK and Ireland', 'UKI', 'UK & I', 'British Isles'],
  middle_east: ['Middle East', 'GCC'],
  africa: ['Africa'],
  mea: ['MEA', 'Middle East and Africa'],
  emea: ['EMEA', 'Europe, Middle East and Africa'],
  asia: ['Asia'],
  oceania: ['Oceania', 'ANZ', 'Australia and New Zealand'],
  apac: ['APAC', 'Asia Pacific', 'AP', 'JAPAC', 'Asia and Pacific'],
} as const satisfies Record<string, readonly string[]>;
export type RegionId = keyof typeof REGION_NAMES;

const GROUPS = {
  na: ['north_america', 'americas'],
  latam: ['latin_america', 'americas'],
  mx: ['north_america', 'latin_america', 'americas'],
  eu: ['europe', 'emea'],
  dach: ['europe', 'emea', 'dach'],
  nordics: ['europe', 'emea', 'nordics'],
  benelux: ['europe', 'emea', 'benelux'],
  uki: ['europe', 'emea', 'uk_ireland'],
  me: ['middle_east', 'mea', 'emea'],
  africa: ['africa', 'mea', 'emea'],
  asia: ['asia', 'apac'],
  oceania: ['oceania', 'apac'],
} as const satisfies Record<string, readonly RegionId[]>;

/** Code, then names; the code itself is understood too. */
const TABLE: Readonly<Record<keyof typeof GROUPS, string>> = {
  na: 'US=USA,United States,United States of America,America,U.S.,U.S.A.;CA=Canada',
  mx: 'MX=Mexico',
  latam:
    'AR=Argentina;BO=Bolivia;BR=Brazil,Brasil;CL=Chile;CO=Colombia;CR=Costa Rica;DO=Dominican Republic;EC=Ecuador;GT=Guatemala;PA=Panama;PE=Peru;PY=Paraguay;UY=Uruguay;VE=Venezuela',
  dach: 'DE=Germany,Deutschland;AT=Austria;CH=Switzerland',
  nordics: 'DK=Denmark;FI=Finland;IS=Iceland;NO=Norway;SE=Sweden',
  benelux: 'BE=Belgium;LU=Luxembourg;NL=Netherlands,The Netherlands,Holland',
  uki: 'GB=UK,United Kingdom,Great Britain,England,Scotland,Wales;IE=Ireland',
  eu: 'AL=Albania;BA=Bosnia and Herzegovina;BG=Bulgaria;BY=Belarus;CY=Cyprus;CZ=Czechia,Czech Republic;EE=Estonia;ES=Spain;FR=France;GR=Greece;HR=Croatia;HU=Hungary;IT=Italy;LT=Lithuania;LV=Latvia;MT=Malta;PL=Poland;PT=Portugal;RO=Romania;RS=Serbia;RU=Russia,Russian Federation;SI=Slovenia;SK=Slovakia;UA=Ukraine',
  me: 'AE=United Arab Emirates,UAE;BH=Bahrain;IL=Israel;IQ=Iraq;IR=Iran;JO=Jordan;KW=Kuwait;LB=Lebanon;OM=Oman;QA=Qatar;SA=Saudi Arabia;SY=Syria;TR=Turkey,Türkiye',
  africa:
    'DZ=Algeria;EG=Egypt;ET=Ethiopia;GH=Ghana;KE=Kenya;MA=Morocco;NG=Nigeria;RW=Rwanda;SN=Senegal;TN=Tunisia;TZ=Tanzania;UG=Uganda;ZA=South Africa',
  asia: 'BD=Bangladesh;CN=China;HK=Hong Kong;ID=Indonesia;IN=India;JP=Japan;KP=North Korea;KR=South Korea,Korea,Republic of Korea;KZ=Kazakhstan;LK=Sri Lanka;MY=Malaysia;PH=Philippines,The Philippines;PK=Pakistan;SG=Singapore;TH=Thailand;TW=Taiwan;VN=Vietnam',
  oceania: 'AU=Australia;NZ=New Zealand',
};

export interface Country {
  readonly code: string;
  readonly names: readonly string[];
  readonly regions: readonly RegionId[];
}

export const COUNTRIES: readonly Country[] = (Object.keys(TABLE) as (keyof typeof GROUPS)[]).flatMap(
  (group) =>
    TABLE[group].split(';').map((row) => {
      const [code = '', names = ''] = row.split('=');
      return { code, names: names.split(','), regions: GROUPS[group] };
    }),
);
