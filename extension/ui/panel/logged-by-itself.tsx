/** That the open message was logged without a click, with the way back; or why it was not. */
import { t } from '../../locales/text.ts';
import { loggedOf } from '../../store/known.ts';
import { takeBackMessages, type Logged } from '../../store/logging.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';

export const LoggedByItself = ({ logged }: { logged: Logged }) =>
  logged.kind === 'logged' ? (
    <Taken ids={logged.ids} />
  ) : (
    <p class="soft small-text" data-not-logged={logged.why}>
      {t.logging.not[logged.why]}
    </p>
  );

function Taken({ ids }: { ids: string[] }) {
  const store = useStore();
  const isThere = useLive((live) => loggedOf(live, ids), [ids]);
  if (isThere === undefined) return null;
  if (!isThere.some(Boolean)) return <p role="status">{t.logging.takenBack}</p>;
  return (
    <div class="row small-text" role="status" data-logged="by-itself">
      <span class="grow">{t.logging.logged}</span>
      <button class="small" data-action="undo-logging" onClick={() => takeBackMessages(store, ids).catch(reportError)}>
        {t.actions.undo}
      </button>
    </div>
  );
}
