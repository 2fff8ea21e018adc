/** The filters and tags that texts may use. What is not named here does not exist: no files, no JSON, no expressions inside filters. */
import type { FilterImplOptions } from 'liquidjs';

export const keptTags: ReadonlySet<string> = new Set([
  'assign',
  'break',
  'capture',
  'case',
  'comment',
  '#',
  'continue',
  'cycle',
  'echo',
  'for',
  'if',
  'raw',
  'unless',
]);

/** Liquid's own, as they are. */
export const keptFilters: ReadonlySet<string> = new Set([
  'abs',
  'append',
  'at_least',
  'at_most',
  'capitalize',
  'ceil',
  'compact',
  'concat',
  'default',
  'divided_by',
  'downcase',
  'first',
  'floor',
  'join',
  'last',
  'lstrip',
  'map',
  'minus',
  'modulo',
  'plus',
  'prepend',
  'remove',
  'remove_first',
  'replace',
  'replace_first',
  'reverse',
  'round',
  'rstrip',
  'size',
  'slice',
  'sort',
  'split',
  'squish',
  'strip',
  'strip_newlines',
  'sum',
  'times',
  'truncate',
  'truncatewords',
  'uniq',
  'upcase',
  'url_encode',
  'where',
  'date',
]);

/** How many digits a currency's minor unit has, by Intl; 2 where nobody knows the currency. */
function money(amount: unknown, currency: unknown): string {
  const code = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : undefined;
  if (typeof amount !== 'number') return '';
  const options: Intl.NumberFormatOptions =
    code === undefined ? { minimumFractionDigits: 2 } : { style: 'currency', currency: code };
  const format = new Intl.NumberFormat('en-GB', options);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Our own. @param builtIn Liquid's filters, to build upon */
export function filters(builtIn: Record<string, FilterImplOptions>): Record<string, FilterImplOptions> {
  const { date } = builtIn;
  return {
    /** `{{ deal.amount | money: deal.currency }}`: amounts are kept in minor units. */
    money,
    /** `{{ "now" | date: "%d %B" }}` takes the run's time: the machine's clock has no place in a recipe. */
    date(value, ...options) {
      const isNow = value === 'now' || value === 'today';
      const at: unknown = isNow ? this.context.getSync(['now']) : value;
      return typeof date === 'function' ? date.call(this, at, ...options) : at;
    },
  };
}
