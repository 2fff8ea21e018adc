/** What recipes want the person to see, until it is marked as read. */
import { sayFully, sayTime, t } from '../../locales/text.ts';
import { unreadNotifications } from '../../store/history.ts';
import { timeOf } from '../../store/store.ts';
import { write } from '../../store/write.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './pieces.tsx';
import { useStore } from './larder.ts';
import { useLive } from './use-live.ts';

export function Notifications() {
  const store = useStore();
  const unread = useLive((live) => unreadNotifications(live, 5), []);
  if (unread === undefined || unread.length === 0) return null;
  const markRead = (id: string) =>
    write(store, [{ kind: 'notification', recordId: id, fields: { readAt: timeOf(store) } }]);
  return (
    <section class="card notifications" aria-label={t.notifications.title}>
      <h2>{t.notifications.title}</h2>
      <ul>
        {unread.map((one) => (
          <li key={one.id} class="row" data-notification={one.id}>
            <Icon name="recipe" />
            <div class="grow">
              <strong dir="auto">{one.title}</strong>
              {one.text !== undefined && (
                <p class="lines" dir="auto">
                  {one.text}
                </p>
              )}
              {one.at !== undefined && (
                <time class="soft small-text" dateTime={one.at} title={sayFully(one.at)}>
                  {sayTime(one.at, new Date(store.now()))}
                </time>
              )}
            </div>
            <IconButton icon="remove" label={t.notifications.read(one.title ?? '')} onClick={() => markRead(one.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
