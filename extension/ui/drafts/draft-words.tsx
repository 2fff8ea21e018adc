/** Other words for a draft: sent with them at once, or kept. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Draft, DraftDecision } from '../../../shared/model/wire.ts';
import { t } from '../../locales/text.ts';

export function DraftWords(props: {
  draft: Draft;
  isBusy: boolean;
  onDecide: (decision: DraftDecision) => Promise<void>;
  onCancel: () => void;
}) {
  const { draft, isBusy, onDecide, onCancel } = props;
  const [subject, setSubject] = useState(draft.subject);
  const [text, setText] = useState(draft.text);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const isEmpty = subject.trim() === '' || text.trim() === '';
  const isChanged = subject !== draft.subject || text !== draft.text;
  const decide = (decision: 'approve' | 'keep') => {
    if (!isBusy && !isEmpty) void onDecide({ decision, subject: subject.trim(), text: text.trim() });
  };
  const cancel = () => {
    if (!isChanged || confirm(t.drafts.changesSure)) onCancel();
  };
  return (
    <form
      class="stack tight"
      data-words
      onSubmit={(event) => {
        event.preventDefault();
        decide('keep');
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel();
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        decide('approve');
      }}
    >
      <label class="stack tight">
        {t.drafts.subject}
        <input
          ref={first}
          name="subject"
          maxLength={500}
          dir="auto"
          value={subject}
          onInput={(event) => setSubject(event.currentTarget.value)}
        />
      </label>
      <label class="stack tight">
        {t.drafts.text}
        <textarea
          name="text"
          rows={10}
          maxLength={100_000}
          dir="auto"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {isEmpty && (
        <p class="bad small-text" role="status">
          {t.drafts.empty}
        </p>
      )}
      <div class="row wrap">
        <button
          type="button"
          class="small primary"
          data-act="approve"
          disabled={isBusy || isEmpty}
          onClick={() => decide('approve')}
        >
          {t.drafts.acts.approve}
        </button>
        <button class="small" data-act="keep" disabled={isBusy || isEmpty || !isChanged}>
          {t.drafts.acts.keep}
        </button>
        <button type="button" class="small" data-act="cancel" disabled={isBusy} onClick={cancel}>
          {t.actions.cancel}
        </button>
        <span class="soft small-text">{t.drafts.keys}</span>
      </div>
    </form>
  );
}
