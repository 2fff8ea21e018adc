/**
 * What the crashes cost, counted after the last life of an engine from its database, from what the devices were told and from what
 * arrived outside. Each figure compares two or more places that were written or told separately, so that losing one shows in the other.
 */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { deriveEvents, subjectOf } from '../../automation-engine/intake/derive-events.ts';
import { applyMutation, mutationSchema } from '../../shared/model/mutation.ts';
import type { RecordState } from '../../shared/model/record.ts';
import { wholeTrace } from './recipes.ts';

export interface Outside {
  /** Ids of the mutations that the engine said it has. */
  acknowledged: Iterable<string>;
  /** Every mail whose final dot arrived: its Message-ID, with angle brackets, and its recipient. */
  mails: readonly { messageId: string; to: string }[];
  /** The `webhook-id` of every call that arrived whole. */
  calls: readonly string[];
}

export interface Figures {
  /**
   * Acknowledged mutations that are not in the change feed; records that do not hold what the feed, played from its beginning, gives;
   * events that a mutation of the feed leads to, or the end of a mail, and that the log does not have.
   */
  lostEvents: number;
  /** Events that the log has more often than a mutation or a mail leads to them. */
  repeatedEvents: number;
  /**
   * Events that start a recipe and have no run; lines that a whole trace of the recipe has and the run's does not; transitions (the run's
   * revision) that the change feed does not tell of, and lines that it never told; tasks and notes that a run says it made and that are not there.
   */
  lostTransitions: number;
  /** The same the other way round: a second run, line, telling, task or note. */
  repeatedTransitions: number;
  /** Mails that arrived beyond one for each recipient: the recipe writes to each person once. */
  duplicateMails: number;
  /** People to whom no mail was planned; mails that did not come to an end; mails that count as sent and never arrived. */
  lostMails: number;
  /** Calls that were not made until they were taken; a repeated call is none: the receiver knows it by its id. */
  lostCalls: number;
}

/** Sums, for people to see that there was something to lose. */
export interface Workload {
  people: number;
  mutations: number;
  events: number;
  runs: number;
  transitions: number;
  mails: number;
  inDoubt: number;
  calls: number;
}

const changeRow = z.object({ seq: z.number(), mutation_json: z.string() });
const eventRow = z.object({ seq: z.number(), type: z.string(), cause_json: z.string(), data_json: z.string() });
const recordRow = z.object({
  kind: z.string(),
  id: z.string(),
  contact_id: z.string().nullable(),
  values_json: z.string(),
});
const runRow = z.object({
  id: z.string(),
  recipe_id: z.string(),
  contact_id: z.string(),
  event_seq: z.number(),
  revision: z.number(),
});
const lineRow = z.object({ run_id: z.string(), step: z.string(), outcome: z.string(), text: z.string() });
const ledgerRow = z.object({
  id: z.string(),
  channel: z.string(),
  recipient: z.string(),
  message_id: z.string(),
  state: z.string(),
});
const causeSchema = z.object({ mutationId: z.string().optional() });
const mailDataSchema = z.object({ mail: z.object({ ledgerId: z.string() }) });

/** @param database of an engine that has stopped */
export function audit(database: DatabaseSync, outside: Outside): { figures: Figures; workload: Workload } {
  const rows = <T>(schema: z.ZodType<T>, sql: string): T[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => schema.parse(row));
  const changes = rows(changeRow, 'SELECT seq, mutation_json FROM changes ORDER BY seq');
  const events = rows(eventRow, 'SELECT seq, type, cause_json, data_json FROM events ORDER BY seq');
  const records = rows(recordRow, 'SELECT kind, id, contact_id, values_json FROM records');
  const runs = rows(runRow, 'SELECT id, recipe_id, contact_id, event_seq, revision FROM runs');
  const lines = rows(lineRow, 'SELECT run_id, step, outcome, text FROM run_steps ORDER BY run_id, n');
  const ledger = rows(ledgerRow, 'SELECT id, channel, recipient, message_id, state FROM ledger');

  const mutations = changes.map((row) => mutationSchema.parse(JSON.parse(row.mutation_json)));
  const people = records.filter(({ kind }) => kind === 'contact');
  const mails = ledger.filter(({ channel }) => channel === 'email');
  const calls = ledger.filter(({ channel }) => channel === 'webhook');
  const figures: Figures = {
    lostEvents: 0,
    repeatedEvents: 0,
    lostTransitions: 0,
    repeatedTransitions: 0,
    duplicateMails: 0,
    lostMails: 0,
    lostCalls: 0,
  };

  // Mutations, records and events.
  const inFeed = tally(mutations.map(({ id }) => id));
  for (const id of outside.acknowledged) if (!inFeed.has(id)) figures.lostEvents++;
  const { states, derived } = replay(mutations);
  for (const row of records) {
    const state = states.get(`${row.kind} ${row.id}`);
    if (state === undefined || canonical(state.values) !== canonical(JSON.parse(row.values_json))) figures.lostEvents++;
    states.delete(`${row.kind} ${row.id}`);
  }
  figures.lostEvents += states.size;
  const settled = mails.filter(({ state }) => ['sent', 'failed', 'in-doubt'].includes(state));
  const logged = compare([...derived, ...settled.map(({ id, state }) => `${id} mail.${state}`)], events.map(sourceOf));
  figures.lostEvents += logged.missing;
  figures.repeatedEvents += logged.extra;

  // Runs, their traces, and what devices were told of them.
  const starters = events.flatMap(({ seq, type, data_json }) => {
    if (type === 'contact.created') return [`greet ${seq}`];
    return type === 'contact.tag-added' && data_json.includes('"tag":"new-lead"') ? [`echo ${seq}`] : [];
  });
  const told = mutations.filter(({ kind }) => kind === 'run');
  const tellings = Map.groupBy(told, ({ recordId }) => recordId);
  const traces = Map.groupBy(lines, (line) => line.run_id);
  const transitions = [
    compare(
      starters,
      runs.map((run) => `${run.recipe_id} ${run.event_seq}`),
    ),
  ];
  for (const run of runs) {
    const trace = (traces.get(run.id) ?? []).filter(({ outcome }) => outcome !== 'retrying');
    const cameInTime = trace.some(({ text }) => text === 'note.added came');
    const found = trace.map(({ step, outcome }) => `${step} ${outcome === 'in-doubt' ? 'done' : outcome}`);
    const told_ = tellings.get(run.id) ?? [];
    const toldLines = told_.flatMap(({ fields }) => Object.keys(fields).filter((path) => path.startsWith('lines/')));
    const inOrder = (traces.get(run.id) ?? []).map((_, index) => `lines/${String(index + 1).padStart(3, '0')}`);
    transitions.push(compare(wholeTrace(run.recipe_id, cameInTime), found), compare(inOrder, toldLines), {
      missing: Math.max(0, run.revision - told_.length),
      extra: Math.max(0, told_.length - run.revision),
    });
  }
  const greeted = runs.filter((run) => run.recipe_id === 'greet').map((run) => run.contact_id);
  for (const kind of ['task', 'note']) {
    const made = records.filter((row) => row.kind === kind).map((row) => row.contact_id ?? '');
    transitions.push(compare(greeted, made));
  }
  for (const { missing, extra } of transitions) {
    figures.lostTransitions += missing;
    figures.repeatedTransitions += extra;
  }

  // Mails and calls.
  figures.duplicateMails = outside.mails.length - new Set(outside.mails.map(({ to }) => to)).size;
  const arrivedMails = new Set(outside.mails.map(({ messageId }) => messageId));
  figures.lostMails =
    people.length -
    new Set(mails.map(({ recipient }) => recipient)).size +
    mails.filter((row) => !isMailDone(row, arrivedMails)).length;
  const arrivedCalls = new Set(outside.calls);
  figures.lostCalls = calls.filter(
    ({ state, message_id }) => state !== 'sent' || !arrivedCalls.has(message_id.replace(/^<|@.*$/g, '')),
  ).length;

  return {
    figures,
    workload: {
      people: people.length,
      mutations: mutations.length,
      events: events.length,
      runs: runs.length,
      transitions: runs.reduce((sum, { revision }) => sum + revision, 0),
      mails: outside.mails.length,
      inDoubt: mails.filter(({ state }) => state === 'in-doubt').length,
      calls: outside.calls.length,
    },
  };
}

const isMailDone = ({ state, message_id }: z.infer<typeof ledgerRow>, arrived: ReadonlySet<string>): boolean =>
  state === 'in-doubt' || (state === 'sent' && arrived.has(message_id));

/** What the feed makes of the records, and which events it leads to, as `MUTATION TYPE`. */
function replay(mutations: readonly z.infer<typeof mutationSchema>[]): {
  states: Map<string, RecordState>;
  derived: string[];
} {
  const states = new Map<string, RecordState>();
  const derived: string[] = [];
  for (const mutation of mutations) {
    const key = `${mutation.kind} ${mutation.recordId}`;
    const before = states.get(key);
    const { state, changed } = applyMutation(before, mutation);
    states.set(key, state);
    const contact = states.get(`contact ${subjectOf(mutation.kind, state) ?? ''}`);
    const cause = { mutationId: mutation.id, depth: 0 };
    for (const { type } of deriveEvents({ before, state, changed, mutation, contact, cause, newId: () => '' }))
      derived.push(`${mutation.id} ${type}`);
  }
  return { states, derived };
}

function sourceOf({ type, cause_json, data_json }: z.infer<typeof eventRow>): string {
  const { mutationId } = causeSchema.parse(JSON.parse(cause_json));
  if (mutationId !== undefined) return `${mutationId} ${type}`;
  const mail = mailDataSchema.safeParse(JSON.parse(data_json));
  return `${mail.data?.mail.ledgerId ?? ''} ${type}`;
}

function tally(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** How many of the wanted are missing, and how many were found that nobody wanted or that are there once more. */
function compare(wanted: Iterable<string>, found: Iterable<string>): { missing: number; extra: number } {
  const counts = tally(wanted);
  let extra = 0;
  for (const name of found) {
    const left = counts.get(name) ?? 0;
    if (left === 0) extra++;
    else counts.set(name, left - 1);
  }
  return { missing: [...counts.values()].reduce((sum, left) => sum + left, 0), extra };
}

/** Equal for equal values, whatever the order of their fields. */
const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
