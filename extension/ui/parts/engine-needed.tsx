/** Stands where something of the engine's would, while there is none to ask: what to do about it. */
import type { ComponentChildren } from 'preact';
import { t } from '../../locales/text.ts';
import { openPage } from './pages.ts';
import { Empty, Notice } from './pieces.tsx';
import type { Answer, Engine } from './use-engine.ts';

/** Shows its children once an answer is there; a problem is said above what was known before. */
export function EngineNeeded<T>(props: {
  engine: Engine | undefined;
  answer: Answer<T>;
  children: (value: T) => ComponentChildren;
}) {
  const { engine, answer } = props;
  if (engine === undefined) return null;
  if (engine.connection === undefined) {
    return (
      <Empty icon="recipe" title={t.engineNeeded.title}>
        <p>{t.engineNeeded.unpaired}</p>
        <p>
          <code>npm start</code>
        </p>
        <button class="primary" onClick={() => openPage('options')}>
          {t.sync.pair}
        </button>
      </Empty>
    );
  }
  return (
    <>
      {answer.problem !== undefined && (
        <Notice tone="bad" alert>
          <p class="lines">{answer.problem}</p>
          {!engine.isLive && <p>{t.sync.awayMore}</p>}
          <div class="row">
            <button class="small" onClick={() => void answer.again()}>
              {t.actions.again}
            </button>
          </div>
        </Notice>
      )}
      {answer.value === undefined
        ? answer.problem === undefined && <p class="soft">{t.engineNeeded.asking}</p>
        : props.children(answer.value)}
    </>
  );
}

/** What went wrong with the last deed. */
export const DeedProblem = ({ problem }: { problem?: string }) =>
  problem === undefined ? null : (
    <Notice tone="bad" alert>
      <p class="lines">{problem}</p>
    </Notice>
  );
