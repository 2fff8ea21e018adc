/** The question when a recipe is switched on: only from now, or also for those who match already; with what it comes to. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { enrolledMailsPerDay, type Preview } from '../../../shared/model/enrolment.ts';
import { t } from '../../locales/text.ts';
import type { Connection } from '../../sync/ask-engine.ts';
import { enableRecipe } from '../../sync/enrolment-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useDeed } from '../parts/use-engine.ts';
import { usePreview } from './use-preview.ts';

const DAY_MS = 86_400_000;
const DAYS = [0, 1, 3, 7, 14, 30];

export function EnableChoice(props: {
  recipeId: string;
  connection: Connection;
  onDone: (isEnrolling: boolean) => Promise<void>;
  onCancel: () => void;
}) {
  const { recipeId, connection, onDone, onCancel } = props;
  const title = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { preview, problem: unknown } = usePreview(connection, recipeId);
  const [isMatching, setMatching] = useState(false);
  const [days, setDays] = useState(3);
  const { isBusy, problem, run } = useDeed();
  const count = preview?.matching.count ?? 0;
  const canEnrol = preview?.matching.isCounted === true && preview.matching.cannot === undefined && count > 0;
  const mails = preview === undefined ? 0 : enrolledMailsPerDay(preview, count, days * DAY_MS);
  const enable = async () => {
    const spread = `${days}d`;
    const isDone = await run(() =>
      enableRecipe(connection, recipeId, isMatching ? { enrol: 'matching', spread, count } : { enrol: 'from-now' }),
    );
    if (isDone) await onDone(isMatching);
  };
  return (
    <form
      class="stack tight enable"
      data-enable={preview?.isDone === true ? 'known' : 'asking'}
      onSubmit={(event) => {
        event.preventDefault();
        void enable();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <h2 id={title}>{t.enable.title}</h2>
      <div class="stack tight" role="radiogroup" aria-labelledby={title}>
        <label class="row choice">
          <input
            ref={first}
            type="radio"
            name={title}
            value="from-now"
            checked={!isMatching}
            onChange={() => setMatching(false)}
          />
          <span class="grow">
            {t.enable.fromNow} <span class="soft small-text block">{t.enable.fromNowMore}</span>
          </span>
        </label>
        <label class="row choice">
          <input
            type="radio"
            name={title}
            value="matching"
            checked={isMatching}
            disabled={!canEnrol}
            onChange={() => setMatching(true)}
          />
          <span class="grow" data-matching={preview?.matching.isCounted === true ? count : ''}>
            {canEnrol ? t.enable.matching(count) : t.enable.matchingToo}{' '}
            <span class="soft small-text block first-upper" dir="auto">
              {unknown === undefined && whoText(preview)}
            </span>
          </span>
        </label>
      </div>
      {isMatching && preview !== undefined && (
        <div class="stack tight spread">
          <select
            class="days"
            aria-label={t.enable.spread}
            name="spread"
            value={days}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {t.enable.spreads(each)}
              </option>
            ))}
          </select>
          <p class="small-text" role="status" data-mails-per-day={mails}>
            {t.enable.enrolledMails(mails, days)} {mails === preview.mailsPerDayMax && t.enable.limit}
          </p>
        </div>
      )}
      <p class="small-text" role="status">
        {unknown === undefined && pastText(preview)}
      </p>
      <DeedProblem problem={problem ?? unknown} />
      <div class="row wrap">
        <button type="submit" class="primary small" data-act="enable" disabled={isBusy}>
          {t.enable.begin}
        </button>
        <button type="button" class="small" data-act="leave" onClick={onCancel}>
          {t.actions.cancel}
        </button>
      </div>
    </form>
  );
}

function whoText(preview: Preview | undefined): string {
  if (preview === undefined) return t.enable.counting(0);
  const { count, isCounted, who, cannot } = preview.matching;
  if (cannot !== undefined) return cannot;
  if (!isCounted) return t.enable.counting(count);
  return count === 0 ? t.enable.nobody : `${who.join(', ')}${count > who.length ? ' …' : ''}`;
}

function pastText(preview: Preview | undefined): string {
  if (preview?.pastProblem !== undefined) return t.enable.pastUnknown(preview.pastProblem);
  return preview?.past === undefined ? t.enable.looking : t.enable.past(preview.past);
}
