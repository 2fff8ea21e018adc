/** Drafts, each with its yes and no, for the screens that show them: all of them, or those to one contact. */
import './drafts.css';
import { useRef, useState } from 'preact/hooks';
import type { Draft, Role } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';
import { listDrafts } from '../../sync/draft-calls.ts';
import { useAnswer, useNews, type Engine } from '../parts/use-engine.ts';
import { DraftRow, type Decided } from './draft-row.tsx';

/** Who may send mail in the team's name. */
const MAY_DECIDE: readonly Role[] = ['owner', 'manager', 'seller'];

/** @param contactId only those to this contact, on their own card */
export function useDrafts(engine: Engine | undefined, contactId?: string) {
  const may = engine?.role === undefined || MAY_DECIDE.includes(engine.role);
  const asked = may ? engine : undefined;
  const answer = useAnswer(asked, (connection) => listDrafts(connection, contactId), [contactId], useNews());
  const [said, setSaid] = useState<string>();
  const status = useRef<HTMLParagraphElement>(null);
  const onDecided = async (decided: Decided, subject: string) => {
    setSaid(t.drafts.decided[decided](subject));
    await answer.again();
    // The row that had the focus is gone.
    status.current?.focus();
  };
  return {
    may,
    answer,
    isSaid: said !== undefined,
    /** What became of the last one that was decided. */
    saying: (
      <p ref={status} role="status" tabIndex={-1} class={said === undefined ? 'said' : 'said notice'} dir="auto">
        {said}
      </p>
    ),
    rows: (drafts: readonly Draft[]) => (
      <ul class="list">
        {drafts.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            engine={engine}
            hasLinks={contactId === undefined}
            onDecided={onDecided}
            onMissed={answer.again}
          />
        ))}
      </ul>
    ),
  };
}
