/** The recipes that run while the engine is killed, and the traces that each of their runs must have in the end. */

/** @param calls the address of the receiver of webhooks */
export const recipeFiles = (calls: string): Record<string, string> => ({
  greet: `id: greet
version: 1.0.0
title: Greet
about: Tags, makes a task, calls a program, waits a moment, writes and notes it. Its daily limit is counted and never reached.
capabilities: [add-tag, create-task, call-webhook, log-note, { send-mail: { perDay: 100000 } }]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: new-lead }
  - create-task: { title: 'Call {{ contact.name }}' }
  - call-webhook: { url: '${calls}/greet', event: lead.created, send: [contact.email] }
  - wait: 1s
  - send-mail: { subject: 'Hello {{ contact.name }}', text: 'Hello.', purpose: service }
  - log-note: { text: 'Wrote to {{ contact.name }}' }
examples:
  - title: greets
    events: [{ at: '2026-03-06T10:00:00Z', contact.created: { name: Dana, email: dana@globex.example } }]
    advance: 1m
    expect: [{ add-tag: {} }, { create-task: {} }, { call-webhook: {} }, { send-mail: {} }, { log-note: {} }]
  - title: needs a person
    events: [{ at: '2026-03-06T10:00:00Z', task.created: { title: Call } }]
    expect: []
`,
  echo: `id: echo
version: 1.0.0
title: Echo
about: When the other recipe tags somebody, waits for its note, but not for long, and calls a program.
capabilities: [call-webhook]
trigger: { event: contact.tag-added, if: event.tag == "new-lead" }
steps:
  - wait: { for-event: note.added, timeout: 3s }
  - call-webhook: { url: '${calls}/echo', event: lead.noted, send: [contact.email] }
examples:
  - title: calls
    given: { contact: { name: Dana } }
    events: [{ at: '2026-03-06T10:00:00Z', contact.tag-added: { tag: new-lead } }]
    advance: 1m
    expect: [{ call-webhook: {} }]
  - title: knows its tag
    given: { contact: { name: Dana } }
    events: [{ at: '2026-03-06T10:00:00Z', contact.tag-added: { tag: press } }]
    expect: []
`,
});

/** Each line of a whole trace as `step outcome`; a mail whose answer was lost is in doubt and goes on like one that was sent. */
const GREET = [
  'trigger done',
  'steps[0] done',
  'steps[1] done',
  'steps[2] waiting',
  'steps[2] done',
  'steps[3] waiting',
  'steps[3] done',
  'steps[4] waiting',
  'steps[4] done',
  'steps[5] done',
];
const IN_TIME = [
  'trigger done',
  'steps[0] waiting',
  'steps[0] done',
  'steps[0] done',
  'steps[1] waiting',
  'steps[1] done',
];
const TOO_LATE = IN_TIME.toSpliced(2, 1);

/** @param cameInTime whether the event that the run waited for came */
export function wholeTrace(recipeId: string, cameInTime: boolean): readonly string[] {
  if (recipeId === 'greet') return GREET;
  return cameInTime ? IN_TIME : TOO_LATE;
}
