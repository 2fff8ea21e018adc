/** How far those who matched already have entered a recipe; the rest can be called off. */
import type { Enrolment as Progress } from '../../../shared/model/enrolment.ts';
import { sayWhen, t } from '../../locales/text.ts';
import { cancelEnrolment, readEnrolment } from '../../sync/enrolment-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { useAnswer, useAskingWhile, useDeed, type Engine } from '../parts/use-engine.ts';

const LOOK_MS = 2_000;
const isOpen = ({ state }: Progress) => state === 'filling' || state === 'under-way';

/** @param props.news asks again when it changes */
export function Enrolment({ recipeId, engine, news }: { recipeId: string; engine: Engine | undefined; news: string }) {
  const answer = useAnswer(engine, (connection) => readEnrolment(connection, recipeId), [recipeId], news);
  const { value, again } = answer;
  const goesOn = value !== undefined && isOpen(value);
  useAskingWhile(goesOn, answer, LOOK_MS);
  if (value === undefined || value.state === 'none') return null;
  return (
    <section class="section stack tight" aria-label={t.enrolment.title} data-enrolment={value.state}>
      <h2>{t.enrolment.title}</h2>
      <Told progress={value} />
      {goesOn && <CallOff recipeId={recipeId} waiting={value.waiting} engine={engine} onDone={again} />}
    </section>
  );
}

function Told({ progress }: { progress: Progress }) {
  const now = new Date(useStore().now());
  const { state, entered, waiting, leftOut, endsAt, by } = progress;
  const all = leftOut.reduce((sum, { count }) => sum + count, entered + waiting);
  return (
    <>
      {state === 'under-way' && (
        <progress aria-label={t.enrolment.title} value={all - waiting} max={Math.max(all, 1)} />
      )}
      <p class="small-text" data-entered={entered} data-waiting={waiting}>
        {t.enrolment.counts(entered, waiting)}{' '}
        <span class="soft">
          {state !== 'none' && t.enrolment.states[state](endsAt === undefined ? '' : sayWhen(endsAt, now))}
          {by !== undefined && ` · ${t.history.by(by)}`}
        </span>
      </p>
      {leftOut.length > 0 && (
        <details class="small-text">
          <summary>{t.enrolment.leftOut(all - entered - waiting)}</summary>
          <ul>
            {leftOut.map(({ reason, count }) => (
              <li key={reason} data-left-out={count}>
                <span dir="auto">{reason}</span> <span class="soft">({count})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function CallOff(props: {
  recipeId: string;
  waiting: number;
  engine: Engine | undefined;
  onDone: () => Promise<void>;
}) {
  const { recipeId, waiting, engine, onDone } = props;
  const { isBusy, problem, run } = useDeed();
  const connection = engine?.connection;
  if (connection === undefined) return null;
  const callOff = () => {
    if (!confirm(t.enrolment.sure(waiting))) return;
    void run(async () => {
      await cancelEnrolment(connection, recipeId);
      await onDone();
    });
  };
  return (
    <>
      <div>
        <button class="small" data-act="call-off-enrolment" disabled={isBusy} onClick={callOff}>
          {t.enrolment.callOff}
        </button>
      </div>
      <DeedProblem problem={problem} />
    </>
  );
}
