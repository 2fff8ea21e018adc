/**
 * Finds recipes that may set each other off for ever: what a recipe writes becomes events, and events start recipes. A cycle of that kind
 * ends by itself only if some recipe in it lets each contact in once.
 */
import type { EventType } from '../../shared/model/event.ts';
import type { Blocks } from './blocks.ts';
import { compileCondition } from './conditions.ts';
import { startedBy, stepsOf, type Recipe, type TriggerUse } from './recipe.ts';

export interface Loop {
  /** In the order in which they set each other off; one id for a recipe that starts itself. */
  recipes: string[];
  message: string;
}

/** An event that a recipe may cause or wait for; the word is its tag or the field that changed, where the recipe tells. */
interface Happening {
  type: EventType;
  word?: string;
}

const SEGMENTS: readonly Happening[] = [{ type: 'segment.entered' }, { type: 'segment.left' }];

/** What a write leads to: `contact.tags/vip`, `contact.title`, `task`. Any change of a contact may take it into a segment or out of it. */
function eventsOf(write: string): readonly Happening[] {
  const of = (...types: EventType[]): Happening[] => types.map((type) => ({ type }));
  switch (write) {
    case 'contact.segments':
      return [...of('contact.updated'), ...SEGMENTS];
    case 'contact.consent':
      return [...of('contact.updated', 'contact.unsubscribed'), ...SEGMENTS];
    case 'contact.tags':
      return [...of('contact.tag-added', 'contact.tag-removed'), ...SEGMENTS];
    case 'contact':
      return [...of('contact.created', 'contact.updated', 'contact.tag-added', 'contact.tag-removed'), ...SEGMENTS];
    case 'contact.fields':
      return [...of('contact.updated', 'contact.unsubscribed'), ...SEGMENTS];
    case 'contact.doNotContact':
      return [{ type: 'contact.updated', word: 'doNotContact' }, ...of('contact.unsubscribed'), ...SEGMENTS];
    case 'company':
      return of('company.created', 'company.updated');
    case 'task':
      return of('task.created');
    case 'task.doneAt':
      return of('task.completed');
    case 'note':
      return of('note.added');
    case 'interaction':
      return of('interaction.logged');
    case 'deal':
      return of('deal.created', 'deal.stage-changed');
    case 'deal.stage':
      return of('deal.stage-changed');
    case 'mail':
      return of('mail.sent', 'mail.failed', 'mail.in-doubt');
    default:
      return eventsOfField(write);
  }
}

function eventsOfField(write: string): readonly Happening[] {
  const dot = write.indexOf('.');
  const field = write.slice(dot + 1);
  switch (write.slice(0, dot)) {
    case 'contact':
      if (!field.startsWith('tags/')) return [{ type: 'contact.updated', word: field }, ...SEGMENTS];
      return [
        { type: 'contact.tag-added', word: field.slice('tags/'.length) },
        { type: 'contact.tag-removed', word: field.slice('tags/'.length) },
        ...SEGMENTS,
      ];
    case 'company':
      return [field === 'fields' ? { type: 'company.updated' } : { type: 'company.updated', word: field }];
    default:
      return [];
  }
}

const meets = (emitted: Happening, heard: Happening): boolean =>
  emitted.type === heard.type &&
  (emitted.word === undefined || heard.word === undefined || emitted.word === heard.word);

/** Keys that what a recipe makes can never have anew. */
const LASTING_KEYS = new Set(['contact.id', 'company.id', 'contact.email', 'contact.companyId']);

/** Time, people and the outside make these; a recipe's own mails break no silence. */
const NOT_FROM_RECIPES: ReadonlySet<EventType> = new Set([
  'schedule.due',
  'date.due',
  'silence.due',
  'webhook.received',
  'button.pressed',
]);

/** Every cycle among these recipes that nothing in the files stops. */
export function findLoops(recipes: readonly Recipe[], blocks: Blocks): Loop[] {
  const nodes = recipes
    .filter(mayEnterAgain)
    .map((recipe) => ({ recipe, ...doneBy(recipe, blocks), hears: heardBy(recipe, blocks) }));
  const next = new Map(
    nodes.map(({ recipe, emits, starts }) => [
      recipe.id,
      nodes
        .filter(
          (node) =>
            starts.has(node.recipe.id) || emits.some((emitted) => node.hears.some((heard) => meets(emitted, heard))),
        )
        .map((node) => node.recipe.id),
    ]),
  );
  const loops: Loop[] = [];
  const covered = new Set<string>();
  for (const { recipe } of nodes) {
    if (covered.has(recipe.id)) continue;
    const cycle = shortestWayBack(recipe.id, next);
    if (cycle === undefined) continue;
    for (const id of cycle) covered.add(id);
    loops.push({ recipes: cycle, message: messageOf(cycle) });
  }
  return loops;
}

function messageOf([first = '', ...others]: readonly string[]): string {
  const way =
    others.length === 0
      ? 'what it writes can start it again'
      : `${[first, ...others, first].join(' → ')} can go on for ever`;
  return `${others.length === 0 ? `${first}: ` : ''}${way}; let each contact in once (no "again"), or leave out what recipes made (… && interaction.runId == "")`;
}

const mayEnterAgain = ({ entry }: Recipe): boolean =>
  entry.again !== undefined || entry.mode === 'parallel' || !LASTING_KEYS.has(entry.key);

/** The events that a recipe leads to, and the recipes that it starts by name. */
function doneBy(recipe: Recipe, blocks: Blocks): { emits: Happening[]; starts: ReadonlySet<string> } {
  const writes = new Set<string>();
  for (const step of stepsOf(recipe)) {
    if (step.type !== 'action') continue;
    const action = blocks.actions.get(step.action);
    for (const write of action?.writesBy?.(step.params) ?? action?.writes ?? []) writes.add(write);
  }
  return { emits: [...writes].flatMap(eventsOf), starts: new Set(startedBy(recipe)) };
}

/** The events that start it, but for triggers that leave out what a run made. */
function heardBy(recipe: Recipe, blocks: Blocks): Happening[] {
  return recipe.triggers
    .filter((use) => !leavesOutRuns(use))
    .flatMap((use) => {
      const word = wordOf(use.if);
      return (blocks.triggers.get(use.trigger)?.eventTypes(use.params) ?? [])
        .filter((type) => !NOT_FROM_RECIPES.has(type))
        .map((type) => ({ type, ...(word === undefined ? {} : { word }) }));
    });
}

/** The one tag or field that a condition asks for; none where it has a choice. */
function wordOf(condition = ''): string | undefined {
  if (/\|\||!|\?/.test(condition)) return undefined;
  return (
    /\bevent\.tag\s*==\s*(["'])([^"']+)\1/.exec(condition)?.[2] ??
    /(["'])([^"']+)\1\s+in\s+event\.changed\b/.exec(condition)?.[2]
  );
}

/** The direction "in" is never that of something that a recipe sent. */
function leavesOutRuns({ if: condition }: TriggerUse): boolean {
  if (condition === undefined) return false;
  const compiled = compileCondition(condition);
  if ('problem' in compiled) return false;
  const asksForRun = compiled.condition.uses.names.some(({ path }) => path[1] === 'runId');
  return asksForRun || /interaction\.direction\s*==\s*(["'])in\1/.test(condition);
}

/** The shortest cycle through a node, by breadth-first search. */
function shortestWayBack(start: string, next: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const to of next.get(at) ?? []) {
      if (to === start) {
        const way = [at];
        for (let back = at; back !== start;) {
          back = cameFrom.get(back) ?? start;
          way.unshift(back);
        }
        return way;
      }
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, at);
      queue.push(to);
    }
  }
  return undefined;
}
