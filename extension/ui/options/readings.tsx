/** The log of pages read. */
import { sayFully, sayTime, t } from '../../locales/text.ts';
import { clearReadings, readings } from '../../store/readings.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';

const SHOWN = 200;

export function Readings() {
  const store = useStore();
  const rows = useLive((live) => readings(live, SHOWN), []);
  const now = new Date(store.now());
  return (
    <Part id="readings" title={t.options.readings} about={t.options.readingsAbout}>
      {rows?.length === 0 && <p class="soft">{t.options.noReadings}</p>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <ul class="list readings">
            {rows.map((row) => (
              <li key={row.order} data-reading={row.url}>
                <div dir="auto">{row.title || row.url}</div>
                <div class="soft small-text">{row.url}</div>
                <div class="small-text">
                  <time class="soft" dateTime={row.at} title={sayFully(row.at)}>
                    {sayTime(row.at, now)}
                  </time>{' '}
                  · <span dir="auto">{t.options.took(row.people.join(', '), row.messages)}</span>
                  {row.logged !== undefined && row.logged > 0 && <> · {t.logging.inReadings(row.logged)}</>}
                  {row.raw && <span class="soft"> · {t.options.withRaw}</span>}
                </div>
              </li>
            ))}
          </ul>
          <div>
            <button class="small" onClick={() => clearReadings(store)}>
              {t.actions.clear}
            </button>
          </div>
        </>
      )}
    </Part>
  );
}
