/**
 * Where the engine is killed. Its own write boundaries are named after what is written (see mine.ts); the others are seen by those that
 * it talks to. The order matters in one place: mails that a crash left being handed over are there only right after such a crash.
 */

/** A table, or what state a row of the ledger goes into. */
const WRITES = [
  'changes',
  'events',
  'records',
  'cursors',
  'runs',
  'run_steps',
  'action_counts',
  'ledger:planned',
  'ledger:claimed',
  'ledger:sending',
  'ledger:sent',
] as const;
const MOMENTS = ['before-write', 'before-commit', 'after-commit'] as const;

const around = (write: string) => MOMENTS.map((moment) => `${moment} ${write}`);

/** What the mail server hears from the engine; `.` is the final dot, which is not answered any more. */
export const SMTP_WORDS = ['EHLO', 'MAIL', 'RCPT', 'DATA', '.'] as const;

export const BOUNDARIES: readonly string[] = [
  ...WRITES.flatMap(around),
  'call arrived',
  'call answered',
  ...SMTP_WORDS.map((word) => `smtp ${word}`),
  // What the dot left behind is put right by the next start.
  ...around('ledger:in-doubt'),
];

/** Where an enrolment is written: see enrolment.integration.test.ts. */
export const ENROLMENT_BOUNDARIES: readonly string[] = ['enrolments', 'enrolled_contacts'].flatMap(around);

/** Whether the engine itself comes by, or somebody outside sees it. */
export const isInside = (boundary: string): boolean => /^(before|after)-/.test(boundary);
