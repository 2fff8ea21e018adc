/** The person who was deleted last, on every screen that shows people, until it is undone or put away. */
import { signal } from '@preact/signals';
import { t } from '../../locales/text.ts';
import { useStore } from '../parts/larder.ts';
import { IconButton, Notice } from '../parts/pieces.tsx';
import { restoreContact } from './changes.ts';

/** Of this page alone: whoever closes it finds the tombstone by its address. */
export const lastDeleted = signal<{ id: string; name: string }>();

export function Deleted() {
  const store = useStore();
  const deleted = lastDeleted.value;
  if (deleted === undefined) return null;
  const undo = async () => {
    await restoreContact(store, deleted.id);
    lastDeleted.value = undefined;
  };
  return (
    <Notice>
      <div class="row">
        <span class="grow" dir="auto" data-deleted={deleted.id}>
          {t.person.deleted(deleted.name)}
        </span>
        <button class="small" data-action="restore" onClick={() => undo().catch(reportError)}>
          {t.actions.undo}
        </button>
        <IconButton icon="remove" label={t.actions.done} onClick={() => (lastDeleted.value = undefined)} />
      </div>
    </Notice>
  );
}
