/** Marks the task that the run is about as done. */
import { z } from 'zod';
import { timeText } from '../schedule/clock.ts';
import { defineAction, oneLine, recordOf } from './define-action.ts';

export default defineAction({
  title: 'Complete the task',
  about: 'Marks the task that started the run as done; one that is done already is left alone.',
  params: z.strictObject({}),
  texts: [],
  sample: {},
  writes: ['task.doneAt'],
  plan(_, { scope, now }) {
    const task = recordOf(scope, 'task');
    if (task === undefined) return { skip: 'there is no task here' };
    const title = oneLine(String(task['title'] ?? ''));
    if (task['doneAt'] !== undefined && task['doneAt'] !== '') return { skip: `the task "${title}" is done already` };
    return {
      effects: [{ type: 'mutate', kind: 'task', recordId: task.id, fields: { doneAt: timeText(now) } }],
      text: `Completed the task "${title}"`,
    };
  },
});
