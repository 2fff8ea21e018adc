/** “Why not?” for any recipe: the engine says what stands in the way for this person, or what came of it. */
import { useState } from 'preact/hooks';
import type { WhyNot as Answer, WhyNotReason } from '../../../shared/model/automation.ts';
import { sayWhen, t } from '../../locales/text.ts';
import { listRecipes, whyNot } from '../../sync/recipe-calls.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { useAnswer, type Engine } from '../parts/use-engine.ts';

export function WhyNot({ contactId, engine }: { contactId: string; engine: Engine }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="why-not" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.whyNot.title}</summary>
      {isOpen && <Picker contactId={contactId} engine={engine} />}
    </details>
  );
}

function Picker({ contactId, engine }: { contactId: string; engine: Engine }) {
  const [recipeId, setRecipeId] = useState('');
  const recipes = useAnswer(engine, listRecipes, []);
  return (
    <div class="stack tight">
      <EngineNeeded engine={engine} answer={recipes}>
        {(list) => (
          <label class="stack tight">
            {t.whyNot.which}
            <select name="why-not" value={recipeId} onChange={(event) => setRecipeId(event.currentTarget.value)}>
              <option value="">{t.whyNot.choose}</option>
              {list.recipes.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
      </EngineNeeded>
      {recipeId !== '' && <Said key={recipeId} recipeId={recipeId} contactId={contactId} engine={engine} />}
    </div>
  );
}

function Said({ recipeId, contactId, engine }: { recipeId: string; contactId: string; engine: Engine }) {
  const answer = useAnswer(engine, (connection) => whyNot(connection, recipeId, contactId), [recipeId, contactId]);
  return (
    <EngineNeeded engine={engine} answer={answer}>
      {(said: Answer) => (
        <div data-verdict={said.verdict} role="status">
          <strong>{t.whyNot.verdicts[said.verdict]}</strong>
          <ul class="list">
            {said.reasons.map((reason, at) => (
              <Reason key={at} reason={reason} />
            ))}
          </ul>
        </div>
      )}
    </EngineNeeded>
  );
}

function Reason({ reason: { kind, text, since, until, wanted, seen } }: { reason: WhyNotReason }) {
  const now = new Date(useStore().now());
  const times = [
    ...(since === undefined ? [] : [t.whyNot.since(sayWhen(since, now))]),
    ...(until === undefined ? [] : [t.whyNot[kind === 'due' ? 'starts' : 'until'](sayWhen(until, now))]),
  ];
  return (
    <li data-reason={kind}>
      <span dir="auto">{text}</span>
      {times.length > 0 && <span class="soft small-text block">{times.join(' · ')}</span>}
      {(wanted !== undefined || seen !== undefined) && (
        <dl class="facts small-text">
          {wanted !== undefined && (
            <div>
              <dt class="soft">{t.whyNot.condition}</dt>
              <dd dir="auto">{wanted}</dd>
            </div>
          )}
          {seen !== undefined && (
            <div>
              <dt class="soft">{t.whyNot.found}</dt>
              <dd dir="auto">{seen}</dd>
            </div>
          )}
        </dl>
      )}
    </li>
  );
}
