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

/** The events that a write leads to. */
function eventsOf(write: string): EventType[] {
  switch (write) {
    case 'contact.segments':
      return ['contact.updated', 'segment.entered', 'segment.left'];
    case 'contact.consent':
      return ['contact.updated', 'contact.unsubscribed'];
    case 'contact.tags':
      return ['contact.tag-added', 'contact.tag-removed'];
    case 'contact':
      return ['contact.created', 'contact.updated', 'contact.tag-added', 'contact.tag-removed'];
    case 'company':
      return ['company.created', 'company.updated'];
    case 'task':
      return ['task.created'];
    case 'task.doneAt':
      return ['task.completed'];
    case 'note':
      return ['note.added'];
    case 'interaction':
      return ['interaction.logged'];
    case 'deal':
      return ['deal.created', 'deal.stage-changed'];
    case 'deal.stage':
      return ['deal.stage-changed'];
    case 'mail':
      return ['mail.sent', 'mail.failed', 'mail.in-doubt'];
    default:
      if (write.startsWith('company.')) return ['company.updated'];
      return write.startsWith('contact.') ? ['contact.updated'] : [];
  }
}

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
        .filter((node) => starts.has(node.recipe.id) || emits.some((type) => node.hears.has(type)))
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
function doneBy(recipe: Recipe, blocks: Blocks): { emits: EventType[]; starts: ReadonlySet<string> } {
  const actions = new Set<string>();
  for (const step of stepsOf(recipe)) if (step.type === 'action') actions.add(step.action);
  const emits = [...actions].flatMap((action) => (blocks.actions.get(action)?.writes ?? []).flatMap(eventsOf));
  return { emits, starts: new Set(startedBy(recipe)) };
}

/** The events that start it, but for triggers that leave out what a run made. */
function heardBy(recipe: Recipe, blocks: Blocks): ReadonlySet<EventType> {
  const open = recipe.triggers.filter((use) => !leavesOutRuns(use));
  return new Set(
    open
      .flatMap(({ trigger, params }) => blocks.triggers.get(trigger)?.eventTypes(params) ?? [])
      .filter((type) => !NOT_FROM_RECIPES.has(type)),
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
