/** Why two people may be one: in a line, and field by field with what each is worth. */
import type { Duplicate } from '../../../shared/reading/matching/find-duplicates.ts';
import type { Reason } from '../../../shared/reading/matching/explain.ts';
import { personFields, recordOf, type Person } from '../../../shared/reading/matching/person-records.ts';
import { t } from '../../locales/text.ts';

/** How sure it is, in a word: numbers suggest an exactness that no comparison has. */
export function sureWord({ kind, probability }: Pick<Duplicate<Person>, 'kind' | 'probability'>): string {
  if (kind === 'exact') return t.same.sure.exact;
  if (probability >= 0.9) return t.same.sure.high;
  return probability >= 0.5 ? t.same.sure.middle : t.same.sure.low;
}

const words = ({ field, level }: Reason) => t.same.levels[level](t.same.fields[field] ?? field);

/** What speaks for one person, the strongest first. */
export const mainReasons = (reasons: readonly Reason[]): string =>
  reasons
    .filter(({ bits }) => bits > 0)
    .slice(0, 3)
    .map(words)
    .join(', ');

/** Doublings of the odds as people say odds: 3 to 1, 20 to 1, 4,000 to 1. */
export function oddsOf(bits: number): string {
  const odds = 2 ** Math.min(Math.abs(bits), 40);
  const digits = 10 ** Math.max(Math.floor(Math.log10(odds)), 0);
  return new Intl.NumberFormat('en').format(Math.round(odds / digits) * digits);
}

const STRONG_BITS = 6;
const WEAK_BITS = 1;

export function weightWords(bits: number): string {
  const { weight, odds } = t.same;
  if (Math.abs(bits) < WEAK_BITS) return weight.nothing;
  const isMuch = Math.abs(bits) >= STRONG_BITS;
  const side = bits > 0 ? (isMuch ? weight.muchFor : weight.for) : isMuch ? weight.muchAgainst : weight.against;
  return `${side}, ${odds(oddsOf(bits))}`;
}

interface Props {
  reasons: readonly Reason[];
  one: Person;
  other: Person;
  /** What to call the two. */
  titles: readonly [string, string];
}

export const Reasons = ({ reasons, one, other, titles }: Props) => (
  <details class="reasons">
    <summary class="small-text">{t.same.why}</summary>
    <ul>
      {reasons.map((reason) => (
        <li key={reason.field} data-reason={reason.field} data-bits={reason.bits}>
          <span class="row wrap">
            <span class="grow first-upper">{words(reason)}</span>
            <span class={`weight small-text ${reason.bits < 0 ? 'against' : ''}`}>{weightWords(reason.bits)}</span>
          </span>
          {[one, other].map((person, at) => (
            <span key={titles[at]} class="soft small-text block" dir="auto">
              {valuesOf(person, reason.field) !== '' && `${titles[at]}: ${valuesOf(person, reason.field)}`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  </details>
);

function valuesOf(person: Person, field: string): string {
  const written = recordOf(person)[personFields.findIndex(({ name }) => name === field)] ?? [];
  return typeof written === 'string' ? written : written.slice(0, 3).join(', ');
}
