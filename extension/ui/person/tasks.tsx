/** Open tasks: ticked and added in place. */
import { useState } from 'preact/hooks';
import type { Task } from '../../../shared/model/task.ts';
import { sayDay, sayFully, t } from '../../locales/text.ts';
import { openTasksOf } from '../../store/history.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { addTask, setTaskDone } from './changes.ts';

export function Tasks({ contactId }: { contactId: string }) {
  const store = useStore();
  const tasks = useLive((live) => openTasksOf(live, contactId, 50), [contactId]);
  const [title, setTitle] = useState('');
  const [day, setDay] = useState('');
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (title.trim() === '') return;
    setTitle('');
    setDay('');
    await addTask(store, title, { contactId, day });
  };
  return (
    <section class="section" aria-label={t.person.tasks}>
      <h2>{t.person.tasks}</h2>
      {tasks?.length === 0 && <p class="soft">{t.person.noTasks}</p>}
      <ul>
        {tasks?.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      <form class="row wrap add-line" onSubmit={add}>
        <input
          class="grow"
          aria-label={t.person.addTask}
          placeholder={t.person.addTask}
          maxLength={500}
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
        {title !== '' && (
          <>
            <input
              class="date"
              type="date"
              aria-label={t.person.due}
              value={day}
              onInput={(event) => setDay(event.currentTarget.value)}
            />
            <button class="small">{t.actions.add}</button>
          </>
        )}
      </form>
    </section>
  );
}

/** One task with its tick; the person of it is named where several are listed together. */
export function TaskRow({ task }: { task: Task }) {
  const store = useStore();
  const title = task.title ?? '';
  const now = new Date(store.now());
  return (
    <li class="row task" data-task={task.id}>
      <input
        type="checkbox"
        aria-label={t.person.tick(title)}
        checked={task.doneAt !== undefined}
        onChange={(event) => setTaskDone(store, task.id, event.currentTarget.checked)}
      />
      <span class="grow">
        <span dir="auto">{title}</span>
        {(task.dueAt !== undefined || task.runId !== undefined) && (
          <span class="soft small-text block">
            {task.dueAt !== undefined && (
              <time dateTime={task.dueAt} title={sayFully(task.dueAt)} class={isPast(task.dueAt, now) ? 'bad' : ''}>
                {isPast(task.dueAt, now)
                  ? t.person.overdue(sayDay(task.dueAt, now))
                  : t.person.dueOn(sayDay(task.dueAt, now))}
              </time>
            )}
            {task.runId !== undefined && <> {t.person.byRecipe}</>}
          </span>
        )}
      </span>
    </li>
  );
}

const isPast = (iso: string, now: Date) => Date.parse(iso) < now.getTime();
