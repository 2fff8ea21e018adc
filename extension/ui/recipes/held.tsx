/** Runs that wait for a yes, because their recipe would have begun for too many people at once. */
import type { ComponentChildren } from 'preact';
import { sayWhen, t } from '../../locales/text.ts';
import { decideHeld, readHeld } from '../../sync/guard-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { useAnswer, useDeed, type Engine } from '../parts/use-engine.ts';

export function Held(props: {
  recipeId: string;
  engine: Engine | undefined;
  /** Where it does not stand beside its recipe: which one it is. */
  title?: ComponentChildren;
  onDecided: () => Promise<void>;
}) {
  const { recipeId, engine, title, onDecided } = props;
  const now = new Date(useStore().now());
  const { value } = useAnswer(engine, (connection) => readHeld(connection, recipeId), [recipeId]);
  const { isBusy, problem, run } = useDeed();
  const connection = engine?.connection;
  if (value === undefined || value.count === 0 || connection === undefined) return null;
  const { count, since, who } = value;
  const decide = (decision: 'release' | 'drop') => {
    if (!confirm(t.held.sure[decision](count))) return;
    void run(async () => {
      await decideHeld(connection, recipeId, decision);
      await onDecided();
    });
  };
  return (
    <Notice tone="warn">
      {title}
      <strong data-held={count}>{t.held.count(count)}</strong>{' '}
      {since !== undefined && t.held.since(sayWhen(since, now))}
      <p>{t.held.about}</p>
      <p dir="auto">
        {who.map(({ name }) => name).join(', ')}
        {count > who.length && ' …'}
      </p>
      <div class="row wrap">
        {(['release', 'drop'] as const).map((decision) => (
          <button key={decision} class="small" data-act={decision} disabled={isBusy} onClick={() => decide(decision)}>
            {t.held.acts[decision]}
          </button>
        ))}
      </div>
      <DeedProblem problem={problem} />
    </Notice>
  );
}
