/** Days as people and exports write them, in one form: `yyyymmdd`. */

const YEAR_FIRST = /^(\d{4})[-/.\s]?(\d{2})[-/.\s]?(\d{2})(?:[T ].*)?$/u;
const YEAR_FIRST_LOOSE = /^(\d{4})[-/.\s](\d{1,2})[-/.\s](\d{1,2})(?:[T ].*)?$/u;
const YEAR_LAST = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})(?:\s.*)?$/u;

/**
 * @returns eight digits, or `undefined` for what is no day. `03/04/1990` is read day first; a column that is written month first is read the
 * same way throughout, so that its values still agree with each other.
 */
export function readDay(written: string): string | undefined {
  const text = written.trim();
  const first = YEAR_FIRST.exec(text) ?? YEAR_FIRST_LOOSE.exec(text);
  const last = first === null ? YEAR_LAST.exec(text) : null;
  const [year = '', month = '', day = ''] = first?.slice(1) ?? last?.slice(1).toReversed() ?? [];
  if (!isYear(Number(year))) return undefined;
  if (isDay(Number(month), Number(day))) return year + month.padStart(2, '0') + day.padStart(2, '0');
  if (isDay(Number(day), Number(month))) return year + day.padStart(2, '0') + month.padStart(2, '0');
  return undefined;
}

const isYear = (year: number) => year >= 1850 && year <= 2150;
const isDay = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31;
