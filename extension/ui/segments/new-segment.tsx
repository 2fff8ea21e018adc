/** Makes a segment: by a condition, which the engine checks as it is written, or of people who are put in. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConditionProblem } from '../../../shared/model/segment-calls.ts';
import { slugOf } from '../../../shared/model/slug.ts';
import { t } from '../../locales/text.ts';
import { checkCondition, makeSegment } from '../../sync/segment-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useDeed, type Engine } from '../parts/use-engine.ts';
import { ConditionProblems } from './condition-problems.tsx';

const PAUSE_MS = 300;

interface Checked {
  condition: string;
  problems: readonly ConditionProblem[];
}

/** What the engine says of a condition, once nothing was typed for a moment. */
function useCheck({ connection }: Engine, condition: string): Checked | undefined {
  const [checked, setChecked] = useState<Checked>();
  useEffect(() => {
    if (connection === undefined || condition.trim() === '') return setChecked(undefined);
    const timer = setTimeout(() => {
      checkCondition(connection, condition).then(
        ({ problems }) => setChecked({ condition, problems }),
        () => setChecked(undefined), // making it asks again, and says so
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [connection?.engine, condition]);
  return checked?.condition === condition ? checked : undefined;
}

export function NewSegment(props: { engine: Engine; onDone: () => Promise<void>; onClose: () => void }) {
  const { engine, onDone, onClose } = props;
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string>();
  const [isLive, setLive] = useState(true);
  const [condition, setCondition] = useState('');
  const checked = useCheck(engine, isLive ? condition : '');
  const { isBusy, problem, run } = useDeed();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const called = slug ?? slugOf(name);
  const problems = checked?.problems ?? [];
  const isReady = name.trim() !== '' && called !== '' && (!isLive || condition.trim() !== '') && problems.length === 0;
  const make = async () => {
    const { connection } = engine;
    if (connection === undefined || !isReady) return;
    const live = isLive ? { condition: condition.trim() } : {};
    if (!(await run(() => makeSegment(connection, { name: name.trim(), slug: called, ...live })))) return;
    await onDone();
    onClose();
  };
  return (
    <form
      class="stack pair"
      data-new-segment
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <label class="stack tight">
        {t.segments.name}
        <input
          ref={first}
          name="name"
          maxLength={200}
          dir="auto"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label class="stack tight">
        {t.segments.calledLong}
        <input
          name="slug"
          maxLength={64}
          pattern="[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*"
          title={t.segments.slugForm}
          value={called}
          onInput={(event) => setSlug(event.currentTarget.value)}
        />
      </label>
      <fieldset class="stack tight">
        <legend>{t.segments.who}</legend>
        {([true, false] as const).map((live) => (
          <label key={String(live)} class="row">
            <input
              type="radio"
              name="live"
              value={live ? 'condition' : 'hand'}
              checked={isLive === live}
              onChange={() => setLive(live)}
            />
            <span>{live ? t.segments.byCondition : t.segments.byHand}</span>
          </label>
        ))}
      </fieldset>
      {isLive && (
        <label class="stack tight">
          {t.segments.condition}
          <textarea
            class="code"
            name="condition"
            rows={3}
            maxLength={2_000}
            spellcheck={false}
            placeholder={'hasTag(contact, "vip")'}
            aria-invalid={problems.length > 0}
            aria-describedby="condition-problems"
            value={condition}
            onInput={(event) => setCondition(event.currentTarget.value)}
          />
          <span class="soft small-text">{t.segments.examples}</span>
        </label>
      )}
      {isLive && (
        <div id="condition-problems" role="status">
          {checked !== undefined && <ConditionProblems condition={condition} problems={problems} />}
        </div>
      )}
      <DeedProblem problem={problem} />
      <div class="row wrap">
        <button class="primary" data-act="make" disabled={isBusy || !isReady}>
          {t.segments.makeIt}
        </button>
        <button type="button" data-act="cancel" onClick={onClose}>
          {t.actions.cancel}
        </button>
      </div>
    </form>
  );
}
