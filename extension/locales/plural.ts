/** Counts in words, by the rules of a language. */

/** Forms by plural category; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export function plural(count: number, forms: PluralForms, language = 'en'): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return form.replace('#', new Intl.NumberFormat(language).format(count));
}

/** About how many, when that need not be a whole number: with one decimal below ten. */
export const few = (count: number, language = 'en'): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: count < 10 ? 1 : 0 }).format(count);
