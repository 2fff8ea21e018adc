/** Whom never to capture: the list, and a line to add to it. */
import { ruleFromTyped, textOfRule } from '../../capture/never-capture.ts';
import { t } from '../../locales/text.ts';
import { addNever, neverRules, removeNever } from '../../store/never.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';
import { TypedList } from './typed-list.tsx';

export function NeverCapture() {
  const store = useStore();
  const rules = useLive(neverRules, []);
  const add = async (typed: string) => {
    const rule = ruleFromTyped(typed);
    if (rule !== undefined) await addNever(store, rule);
    return rule !== undefined;
  };
  return (
    <Part id="never" title={t.never.title} about={t.never.optionsAbout}>
      <TypedList
        name="never"
        label={t.never.field}
        add={add}
        bad={t.never.bad}
        none={t.never.none}
        entries={rules?.map((rule) => ({
          text: textOfRule(rule),
          title: t.never.kinds[rule.kind],
          remove: () => removeNever(store, rule),
        }))}
      />
    </Part>
  );
}
