/** How the addresses of a country are built: the line with the postcode and the city. From the Universal Postal Union's addressing sheets. */
import { foldText } from './evidence.ts';

export interface PostalRule {
  /** Groups: `postcode`, and `city` and `region` where they stand in the same line. Bounded, so that it takes linear time. */
  place: RegExp;
  order: 'postcode-first' | 'city-first' | 'large-first';
  /** What follows the postcode in a country that writes the large before the small. */
  below?: RegExp;
  /** Whether an address of this form can be of no other country. */
  isUnmistakable: boolean;
  /** Names and signs of states that may stand between the city and the postcode, folded. */
  regions?: ReadonlySet<string>;
  /** The postcode as the country writes it. */
  spell?: (postcode: string) => string;
}

const folded = (text: string): ReadonlySet<string> => new Set(text.split(/\s*,\s*/u).map(foldText));

const US_STATES =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR';
const US_NAMES = `Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming`;
const INDIA =
  'Andhra Pradesh, Arunachal Pradesh, Assam, Bihar, Chhattisgarh, Goa, Gujarat, Haryana, Himachal Pradesh, Jharkhand, Karnataka, Kerala, Madhya Pradesh, Maharashtra, Manipur, Meghalaya, Mizoram, Nagaland, Odisha, Punjab, Rajasthan, Sikkim, Tamil Nadu, Telangana, Tripura, Uttar Pradesh, Uttarakhand, West Bengal, Delhi, TN, KA, MH, UP, AP, TS, KL, GJ, WB';
const AUSTRALIA = 'NSW|VIC|QLD|SA|WA|TAS|ACT|NT';
const BRAZIL = 'AC|AL|AP|AM|BA|CE|DF|ES|GO|MA|MT|MS|MG|PA|PB|PR|PE|PI|RJ|RN|RS|RO|RR|SC|SP|SE|TO';

/** A name of a place: no digits in it. */
const CITY = `(?<city>[\\p{L}][\\p{L}\\p{M}'’ ./()-]{1,60}?)`;
const after = (sign: string, code: string) =>
  new RegExp(`^(?:${sign}[- –]{1,2})?(?<postcode>${code})(?:[ ,]+${CITY})?$`, 'u');

export const postalRules: Readonly<Record<string, PostalRule>> = {
  US: {
    place: new RegExp(
      `^(?:${CITY}[ ,]+)?(?<region>${US_STATES}|${US_NAMES})[ ,]+(?<postcode>\\d{5}(?:-\\d{4})?)$`,
      'u',
    ),
    order: 'city-first',
    isUnmistakable: true,
  },
  GB: {
    place: new RegExp(`^(?:${CITY}[ ,]+)?(?<postcode>(?:GIR ?0AA|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}))$`, 'iu'),
    order: 'city-first',
    isUnmistakable: true,
    spell: (code) => code.toUpperCase().replace(/ ?(\d[A-Z]{2})$/u, ' $1'),
  },
  CA: {
    place: new RegExp(
      `^(?:${CITY}[ ,(]+)?(?<region>AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT)\\)?[ ,]+(?<postcode>[ABCEGHJ-NPRSTVXY]\\d[A-Z][ -]?\\d[A-Z]\\d)$`,
      'u',
    ),
    order: 'city-first',
    isUnmistakable: true,
  },
  AU: {
    place: new RegExp(`^(?:${CITY}[ ,]+)?(?<region>${AUSTRALIA})[ ,]+(?<postcode>\\d{4})$`, 'u'),
    order: 'city-first',
    isUnmistakable: true,
  },
  IN: {
    place: new RegExp(`^(?:${CITY}[ ,–-]+)?(?<postcode>[1-9]\\d{2} ?\\d{3})$`, 'u'),
    order: 'city-first',
    isUnmistakable: false,
    regions: folded(INDIA),
    spell: (code) => code.replace(' ', ''),
  },
  BR: {
    place: new RegExp(
      `^(?:${CITY}(?: ?[-–/] ?|, ?| )(?<region>${BRAZIL})[ ,–-]+)?(?:CEP:? ?)?(?<postcode>\\d{5}-\\d{3})$`,
      'u',
    ),
    order: 'city-first',
    isUnmistakable: false,
    regions: folded(BRAZIL.replaceAll('|', ',')),
  },
  JP: {
    place: /^〒? ?(?<postcode>\d{3}[-－‐]\d{4})(?: ?(?<rest>\S.*))?$/u,
    order: 'large-first',
    below:
      /^(?<region>東京都|北海道|(?:京都|大阪)府|\p{Script=Han}{2,3}県)? ?(?<city>\p{Script=Han}{1,6}?[市区郡町村])/u,
    isUnmistakable: false,
  },
  NL: {
    place: after('NL', '[1-9]\\d{3} ?[A-Z]{2}'),
    order: 'postcode-first',
    isUnmistakable: true,
    spell: (code) => code.replace(/ ?([A-Z]{2})$/u, ' $1'),
  },
  SE: {
    place: after('(?:SE|S)', '[1-9]\\d{2} ?\\d{2}'),
    order: 'postcode-first',
    isUnmistakable: false,
    spell: (code) => code.replace(/^(\d{3}) ?/u, '$1 '),
  },
  DE: { place: after('(?:DE|D)', '\\d{5}'), order: 'postcode-first', isUnmistakable: false },
  FR: {
    place: new RegExp(`^(?:(?:FR|F)[- –]{1,2})?(?<postcode>\\d{5})(?:[ ,]+${CITY}(?: CEDEX(?: \\d{1,2})?)?)?$`, 'iu'),
    order: 'postcode-first',
    isUnmistakable: false,
  },
  ES: {
    place: new RegExp(
      `^(?:E[- –]{1,2})?(?<postcode>(?:0[1-9]|[1-4]\\d|5[0-2])\\d{3})(?:[ ,]+${CITY}(?: \\((?<region>[^()]{2,40})\\))?)?$`,
      'u',
    ),
    order: 'postcode-first',
    isUnmistakable: false,
  },
  IT: {
    place: new RegExp(
      `^(?:(?:IT|I)[- –]{1,2})?(?<postcode>\\d{5})(?:[ ,]+${CITY}(?: \\(?(?<region>[A-Z]{2})\\)?)?)?$`,
      'u',
    ),
    order: 'postcode-first',
    isUnmistakable: false,
  },
  CH: { place: after('CH', '[1-9]\\d{3}'), order: 'postcode-first', isUnmistakable: false },
  AT: { place: after('(?:AT|A)', '[1-9]\\d{3}'), order: 'postcode-first', isUnmistakable: false },
  BE: { place: after('(?:BE|B)', '[1-9]\\d{3}'), order: 'postcode-first', isUnmistakable: false },
  DK: { place: after('(?:DK)', '[1-9]\\d{3}'), order: 'postcode-first', isUnmistakable: false },
  NO: { place: after('(?:NO|N)', '\\d{4}'), order: 'postcode-first', isUnmistakable: false },
  PL: { place: after('PL', '\\d{2}-\\d{3}'), order: 'postcode-first', isUnmistakable: false },
  PT: { place: after('PT', '[1-9]\\d{3}-\\d{3}'), order: 'postcode-first', isUnmistakable: false },
  IL: {
    place: new RegExp(`^(?:${CITY}[ ,]+)?(?<postcode>\\d{7}|\\d{5})$`, 'u'),
    order: 'city-first',
    isUnmistakable: false,
  },
};

/** Names of these countries in English, in their own languages, and in those that Larder ships; folded. */
export const countryNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    US: 'USA, U.S.A., US, United States, United States of America, Vereinigte Staaten, États-Unis, Estados Unidos, EE. UU., ארצות הברית, アメリカ',
    GB: 'UK, U.K., United Kingdom, Great Britain, England, Scotland, Wales, Northern Ireland, Großbritannien, Vereinigtes Königreich, Royaume-Uni, Reino Unido, בריטניה, イギリス',
    CA: 'Canada, Kanada, קנדה, カナダ',
    AU: 'Australia, Australien, Australie, אוסטרליה, オーストラリア',
    IN: 'India, Indien, Inde, भारत, הודו, インド',
    BR: 'Brazil, Brasil, Brasilien, Brésil, ברזיל, ブラジル',
    JP: 'Japan, Japon, Japón, 日本, 日本国, יפן',
    NL: 'Netherlands, The Netherlands, Nederland, Holland, Niederlande, Pays-Bas, Países Bajos, הולנד, オランダ',
    SE: 'Sweden, Sverige, Schweden, Suède, Suecia, שוודיה, スウェーデン',
    DE: 'Germany, Deutschland, Allemagne, Alemania, Germania, Duitsland, Tyskland, גרמניה, ドイツ',
    FR: 'France, Frankreich, Francia, Frankrijk, צרפת, フランス',
    ES: 'Spain, España, Spanien, Espagne, Spagna, ספרד, スペイン',
    IT: 'Italy, Italia, Italien, Italie, איטליה, イタリア',
    CH: 'Switzerland, Schweiz, Suisse, Svizzera, Suiza, שווייץ, スイス',
    AT: 'Austria, Österreich, Autriche, אוסטריה, オーストリア',
    BE: 'Belgium, België, Belgique, Belgien, Bélgica, בלגיה, ベルギー',
    DK: 'Denmark, Danmark, Dänemark, Danemark, Dinamarca, דנמרק, デンマーク',
    NO: 'Norway, Norge, Norwegen, Norvège, Noruega, נורווגיה, ノルウェー',
    PL: 'Poland, Polska, Polen, Pologne, Polonia, פולין, ポーランド',
    PT: 'Portugal, פורטוגל, ポルトガル',
    IL: 'Israel, ישראל, Israël, イスラエル',
    IE: 'Ireland, Éire, Irland, Irlande, Irlanda',
    NZ: 'New Zealand, Neuseeland',
    CN: 'China, 中国, 中國',
    KR: 'South Korea, Korea, 대한민국, 한국',
    SG: 'Singapore',
    MX: 'Mexico, México',
    AR: 'Argentina',
    ZA: 'South Africa',
    FI: 'Finland, Suomi',
    CZ: 'Czech Republic, Czechia, Česko, Česká republika',
    HU: 'Hungary, Magyarország',
    GR: 'Greece, Ελλάδα',
    TR: 'Turkey, Türkiye',
  }).flatMap(([country, names]) => names.split(', ').map((name) => [foldText(name), country] as const)),
);
