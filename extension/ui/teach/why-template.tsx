/** Which template a page was read by, and why; and the way to teach another. */
import type { Draft } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';

export const WhyTemplate = ({ draft, onTeach }: { draft: Draft; onTeach?: () => void }) => (
  <div class="small-text soft why-template">
    {draft.template !== undefined && (
      <p data-template={draft.template.id}>
        {draft.template.found > 0 ? t.teach.why(draft.template.title) : t.teach.foundNobody(draft.template.title)}{' '}
        {t.teach.because(draft.template.because.join(', '))}
      </p>
    )}
    {onTeach !== undefined && (
      <button class="link small-text" data-action="teach" onClick={onTeach}>
        {t.teach.begin}
      </button>
    )}
  </div>
);
