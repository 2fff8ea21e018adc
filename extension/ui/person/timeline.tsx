/** Interactions with a contact, the latest first. */
import { useState } from 'preact/hooks';
import type { Interaction } from '../../../shared/model/interaction.ts';
import { sayFully, sayTime, t } from '../../locales/text.ts';
import { interactionsOf } from '../../store/history.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';

const PAGE = 20;
const icons: Partial<Record<string, IconName>> = {
  email: 'mail',
  call: 'phone',
  note: 'note',
  meeting: 'people',
  visit: 'visit',
};

export function Timeline({ contactId }: { contactId: string }) {
  const [limit, setLimit] = useState(PAGE);
  const found = useLive((live) => interactionsOf(live, contactId, limit + 1), [contactId, limit]);
  return (
    <section class="section" aria-label={t.person.timeline}>
      <h2>{t.person.timeline}</h2>
      {found?.length === 0 && <p class="soft">{t.person.noTimeline}</p>}
      <ol class="timeline">
        {found?.slice(0, limit).map((item) => (
          <Entry key={item.id} item={item} />
        ))}
      </ol>
      {found !== undefined && found.length > limit && (
        <button class="small plain" onClick={() => setLimit(limit + PAGE)}>
          <Icon name="more" /> {t.person.more}
        </button>
      )}
    </section>
  );
}

function Entry({ item }: { item: Interaction }) {
  const store = useStore();
  const { channel = 'email', direction = 'none' } = item;
  const at = item.at ?? item.createdAt;
  return (
    <li class="row entry" data-interaction={item.id}>
      <Icon name={icons[channel] ?? 'info'} />
      <div class="grow">
        <p dir="auto">{item.subject ?? t.channels[channel][direction]}</p>
        <p class="soft small-text">
          {item.subject !== undefined && <>{t.channels[channel][direction]} · </>}
          <time dateTime={at} title={sayFully(at)}>
            {sayTime(at, new Date(store.now()))}
          </time>
          {item.runId !== undefined && <> · {t.person.byRecipe}</>}
          {item.custom['logged'] === 'by-itself' && <> · {t.logging.byItself}</>}
        </p>
      </div>
    </li>
  );
}
