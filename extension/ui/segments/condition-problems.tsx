/** What is wrong with a condition, each with its place under the line that it is in. */
import type { ConditionProblem } from '../../../shared/model/segment-calls.ts';
import { t } from '../../locales/text.ts';
import { placeIn } from './place-in.ts';

export function ConditionProblems(props: { condition: string; problems: readonly ConditionProblem[] }) {
  const { condition, problems } = props;
  if (problems.length === 0) return <p class="soft small-text">{t.segments.fine}</p>;
  return (
    <ul class="list">
      {problems.map(({ message, hint, offset }, at) => {
        const place = offset === undefined ? undefined : placeIn(condition, offset);
        return (
          <li key={at} data-problem={offset ?? ''}>
            <span class="bad">
              {place !== undefined && <strong>{t.segments.place(place.line, place.column)} </strong>}
              {message}
            </span>
            {hint !== undefined && <span class="soft block">{hint}</span>}
            {place !== undefined && (
              <pre class="condition" aria-hidden="true">
                {place.before}
                <mark>{place.there}</mark>
                {place.behind}
              </pre>
            )}
          </li>
        );
      })}
    </ul>
  );
}
