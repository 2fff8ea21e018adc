/** One draft: to whom, by which recipe, what it says; it is sent, changed or discarded. */
import { useState } from 'preact/hooks';
import type { Draft, DraftDecision } from '../../../shared/model/wire.ts';
import { sayFully, sayWhen, t } from '../../locales/text.ts';
import { titleOfRun } from '../../store/recipe-runs.ts';
import { decideDraft } from '../../sync/draft-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { useDeed, type Engine } from '../parts/use-engine.ts';
import { useLive } from '../parts/use-live.ts';
import { PersonLink, RecipeLink } from '../runs/links.tsx';
import { DraftWords } from './draft-words.tsx';

export type Decided = DraftDecision['decision'];

export function DraftRow(props: {
  draft: Draft;
  engine: Engine | undefined;
  /** Whether the person and the recipe can be gone to from here. */
  hasLinks: boolean;
  onDecided: (decided: Decided, subject: string) => Promise<void>;
  /** It could not be decided: somebody else may have been faster. */
  onMissed: () => Promise<void>;
}) {
  const { draft, engine, hasLinks, onDecided, onMissed } = props;
  const now = new Date(useStore().now());
  const recipe = useLive((live) => titleOfRun(live, draft.runId), [draft.runId]) ?? draft.recipeId;
  const [isChanging, setChanging] = useState(false);
  const { isBusy, problem, run } = useDeed();
  const decide = async (decision: DraftDecision) => {
    const connection = engine?.connection;
    if (connection === undefined) return;
    const isDone = await run(() => decideDraft(connection, draft.id, decision));
    if (!isDone) return onMissed();
    setChanging(false);
    await onDecided(decision.decision, 'subject' in decision ? (decision.subject ?? draft.subject) : draft.subject);
  };
  const { name, address } = draft.to;
  const to = name === undefined ? address : `${name} <${address}>`;
  return (
    <li class="stack tight draft" data-draft={draft.id}>
      <span>
        {!isChanging && (
          <strong class="block" dir="auto">
            {draft.subject}
          </strong>
        )}
        <span class="soft small-text">
          <bdi>{t.needs.to(to)}</bdi> · {t.drafts.by(recipe)} ·{' '}
          <time dateTime={draft.createdAt} title={sayFully(draft.createdAt)}>
            {sayWhen(draft.createdAt, now)}
          </time>
        </span>
      </span>
      {isChanging ? (
        <DraftWords draft={draft} isBusy={isBusy} onDecide={decide} onCancel={() => setChanging(false)} />
      ) : (
        <>
          <Body text={draft.text} />
          <div class="row wrap">
            <button
              class="small primary"
              data-act="approve"
              disabled={isBusy}
              onClick={() => void decide({ decision: 'approve' })}
            >
              {t.drafts.acts.approve}
            </button>
            <button class="small" data-act="change" disabled={isBusy} onClick={() => setChanging(true)}>
              {t.drafts.acts.change}
            </button>
            <button
              class="small"
              data-act="discard"
              disabled={isBusy}
              onClick={() => confirm(t.drafts.discardSure(draft.subject)) && void decide({ decision: 'discard' })}
            >
              {t.drafts.acts.discard}
            </button>
          </div>
        </>
      )}
      <DeedProblem problem={problem} />
      {hasLinks && (
        <span class="row wrap">
          {draft.contactId !== undefined && <PersonLink contactId={draft.contactId} />}
          <RecipeLink recipeId={draft.recipeId} />
        </span>
      )}
    </li>
  );
}

const PREVIEW_LINES = 6;
const PREVIEW_CHARACTERS = 500;

/** The beginning of a long text; all of it on demand. */
function Body({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const lines = text.split('\n');
  const isLong = lines.length > PREVIEW_LINES + 2 || text.length > PREVIEW_CHARACTERS * 1.2;
  const shown = isLong && !isOpen ? `${lines.slice(0, PREVIEW_LINES).join('\n').slice(0, PREVIEW_CHARACTERS)} …` : text;
  return (
    <div class="draft-body">
      <p class="lines" dir="auto">
        {shown}
      </p>
      {isLong && (
        <button class="link small-text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t.drafts.less : t.drafts.more}
        </button>
      )}
    </div>
  );
}
