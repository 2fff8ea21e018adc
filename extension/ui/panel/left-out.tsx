/** Who of the page is left out because the person said so, and the way back. */
import { ruleFromTyped } from '../../capture/never-capture.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import { removeNever } from '../../store/never.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';

interface Props {
  draft: Draft;
  /** The page is to be read again: what was left out is not kept. */
  onAllowed: () => void;
}

export function LeftOut({ draft, onAllowed }: Props) {
  const store = useStore();
  const counts = new Map<string, number>();
  for (const { rule } of draft.leftOut ?? []) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const allow = async (written: string) => {
    const rule = ruleFromTyped(written);
    if (rule === undefined) return;
    await removeNever(store, rule);
    onAllowed();
  };
  const button = (rule: string) => (
    <button class="small" data-allow={rule} onClick={() => allow(rule).catch(reportError)}>
      {t.never.allow(rule)}
    </button>
  );
  // Where nobody is left, the page says why in larger letters.
  if (draft.contacts.length === 0) return <div class="row wrap">{[...counts.keys()].map(button)}</div>;
  return (
    <>
      {[...counts].map(([rule, count]) => (
        <Notice key={rule}>
          <p data-left-out={rule}>{t.never.leftOut(count, rule)}</p>
          <div class="row">{button(rule)}</div>
        </Notice>
      ))}
    </>
  );
}
