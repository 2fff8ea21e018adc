/** Companies: telling a company's name from other words, and the domain that is a company's own. */
import { asciiDomain, domainOf, registrableDomain } from './addresses.ts';
import { foldText } from './evidence.ts';
import { freeMailDomains } from './free-mail-domains.ts';
import { remember } from './remember.ts';
import { companyWords, legalForms } from './words.ts';

/** The registrable domain of the company behind an address; nothing for free mail and internet providers. */
export function companyDomain(address: string): string | undefined {
  const domain = asciiDomain(domainOf(address));
  if (domain === undefined) return undefined;
  const registrable = registrableDomain(domain);
  return freeMailDomains.has(domain) || freeMailDomains.has(registrable) ? undefined : registrable;
}

/** Legal forms that folding would break, or that stand before the name. */
const OTHER_FORMS =
  /株式会社|有限会社|合同会社|\(株\)|㈱|公司|주식회사|בע["״'׳]{1,2}מ|(?:^|\s)(?:ООО|ОАО|ЗАО|ПАО|ИП)(?:\s|$)|ש\.ב\.מ|\s(?:[Ss]p\.\s?z\s?o\.\s?o\.?|a\.\s?s\.|s\.\s?r\.\s?o\.)$/u;

const UNSPACED = [...companyWords].filter(
  (word) => /^[\p{Lo}\p{Lm}]{2,}$/u.test(word) && /\p{Script=Han}|\p{Script=Katakana}/u.test(word),
);

/** Most phrases: of no script that sets no words apart. */
const ASCII = /^[ -~]*$/;

/** How much a phrase looks like a company's name. */
export type CompanyLikeness = 'legal-form' | 'domain' | 'company-word' | 'no';

/**
 * @param domain the company's own domain, when the person's address tells one: a name that resembles it is the company's
 */
export const companyLikeness = remember((phrase: string, domain?: string): CompanyLikeness => {
  const words = foldText(phrase)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 10) return 'no';
  if (OTHER_FORMS.test(phrase)) return 'legal-form';
  if (hasLegalForm(phrase, words)) return 'legal-form';
  if (domain !== undefined && resemblesDomain(words, domain)) return 'domain';
  if (words.some((word) => companyWords.has(word)) && /^[\p{Lu}\p{Lo}\p{N}]/u.test(phrase.trim()))
    return 'company-word';
  const folded = foldText(phrase);
  return !ASCII.test(folded) && UNSPACED.some((word) => folded.includes(word)) ? 'company-word' : 'no';
});

/** "Beispiel GmbH & Co. KG", "Hooli India Pvt. Ltd.", "Sahel Énergie S.A.": a form that stands after the name. */
function hasLegalForm(phrase: string, words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (words.length < 2 && !/\p{Lo}{2}/u.test(phrase)) return false;
  // Two-letter forms are words in other languages ("as", "se"): they count in capitals only.
  const isForm = (word: string) =>
    legalForms.has(word) &&
    (word.length > 2 || /(?:^|[\s.])(?:\p{Lu}\.?){2,3}\.?$|\b(?:Co|Oy|Ab|Kg)\b/u.test(phrase.trim()));
  const dotted =
    foldText(phrase.replace(/(?<=\p{L})\.(?=\p{L})/gu, ''))
      .split(' ')
      .at(-1) ?? '';
  return (
    isForm(last) ||
    isForm(dotted) ||
    words.slice(1).some((word) => word.length > 2 && legalForms.has(word) && word !== 'spa')
  );
}

/** `globex.test` and "Globex Corporation"; `brightside.test` and "Brightside Agency"; `big-parts.test` and "Big Parts". */
function resemblesDomain(words: readonly string[], domain: string): boolean {
  const label = foldText(domain.split('.')[0] ?? '').replaceAll(' ', '');
  if (label.length < 3) return false;
  const joined = words.join('');
  if (joined === label || (label.length > 4 && joined.startsWith(label))) return true;
  const [first = ''] = words;
  if (first.length > 3 && label.startsWith(first) && words.length <= 4) return true;
  return words.length > 2 && words.length < 7 && words.map((word) => word[0]).join('') === label;
}
