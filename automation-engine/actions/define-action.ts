/**
 * What an action is: a step with an effect. An action only *plans*: from its parameters and what the run sees it says which effects it
 * wants. The runner carries them out, so an action can be tried on the past, and what it does is written in one transaction with the
 * run's transition.
 */
import { z } from 'zod';
import { slugSchema, type FieldPath, type FieldValue } from '../../shared/model/record.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import type { Scope, ScopeKind, ScopeRecord } from '../recipe-language/scope.ts';

/** Set fields of a record; without `recordId` a new one is made. */
export interface MutateEffect {
  type: 'mutate';
  kind: Kind;
  recordId?: string;
  fields: Record<FieldPath, FieldValue>;
}

/** Hand a mail to the channel, through the ledger. */
export interface SendEffect {
  type: 'send';
  channel: string;
  recipient: { name?: string; address: string };
  message: { subject: string; text: string; html?: string };
  /** Consent is asked for by purpose: `service` for an answer that someone asked for, `marketing` for anything else. */
  purpose: 'service' | 'marketing';
  /** The title of the task by which a person is asked first: the mail is a draft until they say yes. */
  draft?: string;
}

/** Give a record to one of several people: who comes next, or who has the fewest of its kind. */
export interface AssignEffect {
  type: 'assign';
  kind: 'contact' | 'deal';
  recordId: string;
  among: string[];
  by: 'rotation' | 'load';
}

/** Let another recipe in for the same contact, as if what started this run had started that one. */
export interface StartEffect {
  type: 'start';
  recipe: string;
}

/** Put the contact into a named list of rows; its row takes the place of one that is there already. */
export interface ListEffect {
  type: 'list';
  list: string;
  contactId: string;
  /** By column. */
  row: Record<string, string>;
}

/** Keep words for the owner's next digest. */
export interface DigestEffect {
  type: 'digest';
  /** Unix milliseconds; what is due at the same time goes into one mail. */
  dueAt: number;
  title: string;
  text: string;
}

export type Effect = MutateEffect | SendEffect | AssignEffect | StartEffect | ListEffect | DigestEffect;

/** The effects, or why there is nothing to do; `text` goes into the trace. */
export type Plan = { effects: Effect[]; text: string } | { skip: string } | { fail: string };

export interface PlanContext {
  scope: Scope;
  /** Unix milliseconds. */
  now: number;
  /** IANA zone of the engine's owner, for due times without one of their own. */
  zone: string;
}

export interface Action<S extends z.ZodType = z.ZodType> {
  title: string;
  /** One sentence for the catalogue. */
  about: string;
  /** Parameters after texts were rendered and inputs put in. Describe each field: editors show it. */
  params: S;
  /** The parameters that are Liquid texts, as written in the recipe. */
  texts: readonly string[];
  /** The parameter whose values the capability must name under `only`: people see them before they switch the recipe on. */
  listed?: string;
  /** Parameters that work as they stand; the tests use them. */
  sample: z.input<S>;
  /** The fields it may write (`contact.tags`) and kinds it may create (`task`), for finding loops; `mail` for sending. */
  writes: readonly string[];
  /** What it writes with these parameters, as they stand in the recipe, when that is less: `contact.title`, `contact.tags/vip`. */
  writesBy?(params: Readonly<Record<string, FieldValue>>): readonly string[] | undefined;
  plan(params: z.output<S>, context: PlanContext): Plan;
}

/** Declares an action: the default export of its file, whose name is its id. */
export const defineAction = <S extends z.ZodType>(action: Action<S>): Action<S> => action;

/** A parameter that stands in the recipe as it will be: no text with something to fill in, and no input. */
export const fixed = (value: FieldValue | undefined): string | undefined =>
  typeof value === 'string' && !value.includes('{') && !value.startsWith('inputs.') ? value : undefined;

/** For actions on one tag of the contact. */
export const tagParams = z.strictObject({ tag: slugSchema.describe('The tag, in lower case with dashes') });
export function writtenTag({ tag }: Readonly<Record<string, FieldValue>>): string[] | undefined {
  const known = fixed(tag);
  return known === undefined ? undefined : [`contact.tags/${known}`];
}

/** The contact that a run is about, as far as actions need it. */
export interface Subject {
  id: string;
  /** "" when nobody wrote it down. */
  name: string;
  email: string;
  tags: readonly string[];
}

/** The contact in what the run sees; runs of schedules have none. */
export function subjectOf(scope: Scope): Subject | undefined {
  const contact = scope['contact'];
  if (typeof contact !== 'object' || contact === null || Array.isArray(contact)) return undefined;
  const text = (name: string): string => {
    const value = contact[name];
    return typeof value === 'string' ? value : '';
  };
  const tags = Array.isArray(contact['tags']) ? contact['tags'].filter((tag) => typeof tag === 'string') : [];
  return text('id') === '' ? undefined : { id: text('id'), name: text('name'), email: text('email'), tags };
}

/** A record in what the run sees, flattened (see recipe-language/scope.ts). */
export function recordOf(scope: Scope, name: ScopeKind): (ScopeRecord & { id: string }) | undefined {
  const record = scope[name];
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  const { id } = record;
  return typeof id === 'string' && id !== '' ? { ...record, id } : undefined;
}

/** The run's own id, so that what it makes says who made it. */
export function runIdOf(scope: Scope): Record<string, string> {
  const run = scope['run'];
  const id = typeof run === 'object' && run !== null && !Array.isArray(run) ? run['id'] : undefined;
  return typeof id === 'string' ? { runId: id } : {};
}

/** Text on one line, as records take it: rendered texts may hold line ends. */
export const oneLine = (text: string): string =>
  // Most texts are on one line already.
  (/[^\S ]|\p{Cc}| {2}/u.test(text) ? text.replace(/[\s\p{Cc}]+/gu, ' ') : text).trim().slice(0, 500);
