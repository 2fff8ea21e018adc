/** The mails that recipes drafted, on a page of their own. */
import { t } from '../../locales/text.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { Empty } from '../parts/pieces.tsx';
import { useEngine } from '../parts/use-engine.ts';
import { useDrafts } from './use-drafts.tsx';

export function Drafts() {
  const engine = useEngine();
  const { may, answer, saying, rows } = useDrafts(engine);
  return (
    <article class="card stack drafts" aria-labelledby="drafts-title">
      <div>
        <h1 id="drafts-title">{t.drafts.title}</h1>
        <p class="soft">{t.drafts.about}</p>
      </div>
      {saying}
      {may ? (
        <EngineNeeded engine={engine} answer={answer}>
          {({ drafts }) =>
            drafts.length > 0 ? (
              rows(drafts)
            ) : (
              <Empty icon="mail" title={t.drafts.none}>
                <p>{t.drafts.noneMore}</p>
              </Empty>
            )
          }
        </EngineNeeded>
      ) : (
        <p>{t.drafts.notYours}</p>
      )}
    </article>
  );
}
