import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { parseRecipe } from '../../../automation-engine/recipe-language/parse.ts';
import { buildScope } from '../../../automation-engine/recipe-language/scope.ts';
import {
  createMatchIndex,
  explainMatch,
  inputsOf,
  matchEvent,
  type Match,
  type See,
} from '../../../automation-engine/runner/match.ts';
import type { ActiveRecipe } from '../../../automation-engine/runner/recipe-source.ts';
import type { LoggedEvent } from '../../../shared/model/event.ts';

const blocks = await loadBlocks();
const CONTACT = {
  kind: 'contact',
  id: '0198c0de-0000-7000-8000-00000000000a',
  name: 'Dana',
  emails: {},
  phones: {},
  links: {},
  tags: { vip: true },
  consent: {},
  custom: {},
  evidence: {},
};

function active(head: string, id = 'test', over: Partial<ActiveRecipe> = {}): ActiveRecipe {
  const text = `id: ${id}\nversion: 1.0.0\ntitle: T\nabout: A\ncapabilities: [log-note]\n${head}\nsteps: [{ log-note: { text: x } }]`;
  const parsed = parseRecipe(text, { blocks, mailTemplates: new Map() });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return { recipe: parsed.recipe, hash: id, enabledAfterSeq: 0, inputs: {}, ...over };
}

const event = (over: Partial<LoggedEvent> = {}): LoggedEvent => ({
  seq: 7,
  id: '0198c0de-0000-7000-8000-00000000000e',
  type: 'contact.tag-added',
  at: '2026-03-06T10:00:00.000Z',
  recordedAt: '2026-03-06T10:00:00.000Z',
  contactId: CONTACT.id,
  cause: { depth: 0 },
  data: { contact: CONTACT, tag: 'vip' },
  ...over,
});

const seeing =
  (happened: LoggedEvent): See =>
  (inputs) =>
    buildScope({ event: happened, records: {}, inputs, now: 0 });
const explain = (recipe: ActiveRecipe, happened = event()): Match | undefined =>
  explainMatch(recipe, blocks, happened, seeing(happened));
const match = (recipes: ActiveRecipe[], happened = event()): Match[] =>
  matchEvent(createMatchIndex(blocks, recipes), happened, seeing(happened));

describe('matching an event', () => {
  it('finds the recipes whose trigger it pulls, with what they wanted and saw', () => {
    const found = match([
      active('trigger: { event: contact.tag-added, if: event.tag == "vip" }', 'yes'),
      active('trigger: { event: contact.tag-added, if: event.tag == "cold" }', 'no'),
      active('trigger: { event: contact.created }', 'other'),
    ]);
    expect(found).toMatchObject([
      { active: { hash: 'yes' }, key: CONTACT.id, wanted: 'event.tag == "vip"', seen: 'event.tag = "vip"' },
    ]);
  });

  it('says of any recipe why it did not start', () => {
    const cold = active('trigger: { event: contact.tag-added, if: event.tag == "cold" }');
    expect(explain(cold)).toMatchObject({ refused: 'Not met: event.tag = "vip"' });
    expect(explain(active('trigger: { event: contact.tag-added, if: event.tag == "vip" }'))).toHaveProperty('key');
    expect(explain(active('trigger: { event: contact.created }'))).toBeUndefined();
  });

  it('pulls one trigger of a recipe at most', () => {
    const twice = active(
      'trigger: [{ event: contact.tag-added, if: event.tag == "cold" }, { event: contact.tag-added }, { event: contact.tag-added }]',
    );
    expect(match([twice])).toMatchObject([{ key: CONTACT.id }]);
  });

  it('looks at the person’s inputs, or at the defaults', () => {
    const head =
      'inputs: { tag: { type: tag, default: vip, label: Tag } }\ntrigger: { event: contact.tag-added, if: event.tag == inputs.tag }';
    expect(match([active(head)])[0]).toHaveProperty('key');
    expect(match([active(head, 'test', { inputs: { tag: 'cold' } })])).toEqual([]);
    expect(inputsOf(active(head).recipe, {})).toEqual({ tag: 'vip' });
  });

  it('does not start without a key, and says why', () => {
    const found = match([active('trigger: { event: contact.tag-added }\nentry: { key: contact.timeZone }')]);
    expect(found).toMatchObject([{ refused: expect.stringContaining('the entry has no key') }]);
  });

  it('leaves out what happened before the recipe was switched on', () => {
    const recipe = active('trigger: { event: contact.tag-added }', 'test', { enabledAfterSeq: 7 });
    expect(match([recipe])).toEqual([]);
    expect(match([recipe], event({ seq: 8 }))).toHaveLength(1);
  });

  it('gives a timetable to its own recipe only', () => {
    const due = event({
      type: 'schedule.due',
      data: { recipeId: 'mine', dueAt: '2026-03-06T10:00:00.000Z', zone: 'UTC' },
    });
    const head = 'trigger: { schedule: 0 10 * * * }\nentry: { key: event.dueAt }';
    expect(match([active(head, 'mine'), active(head, 'yours')], due)).toMatchObject([{ active: { hash: 'mine' } }]);
  });

  it('asks only recipes that listen for such an event', () => {
    const types = ['contact.created', 'contact.tag-added', 'note.added', 'deal.created'] as const;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...types), { maxLength: 30 }),
        fc.constantFrom(...types),
        (listening, type) => {
          const recipes = listening.map((one, n) =>
            active(`trigger: { event: ${one} }\nentry: { key: event.type }`, `r-${n}`),
          );
          const found = match(recipes, event({ type, data: { contact: CONTACT, tag: 'vip' } as LoggedEvent['data'] }));
          expect(found.map(({ active: { hash } }) => hash)).toEqual(
            listening.flatMap((one, n) => (one === type ? [`r-${n}`] : [])),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
