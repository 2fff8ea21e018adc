import { describe, expect, it } from 'vitest';
import { loadBlocks } from '../../../automation-engine/recipe-language/blocks.ts';
import { findLoops } from '../../../automation-engine/recipe-language/loops.ts';
import type { Recipe, Step } from '../../../automation-engine/recipe-language/recipe.ts';
import { readValid, recipeText } from './recipe-text.ts';

const blocks = await loadBlocks();

async function recipe(
  id: string,
  event: string,
  action: string,
  parts: { again?: boolean; if?: string; key?: string; params?: Record<string, string> } = {},
): Promise<Recipe> {
  const base = await readValid(recipeText());
  const step: Step = { type: 'action', action, params: parts.params ?? {} };
  return {
    ...base,
    id,
    triggers: [{ trigger: 'event', params: { event }, ...(parts.if === undefined ? {} : { if: parts.if }) }],
    entry: {
      key: parts.key ?? 'contact.id',
      mode: 'single',
      ...(parts.again === true ? { again: { afterMs: 0 } } : {}),
    },
    // An action inside a branch writes as well.
    steps: [{ type: 'if', condition: 'true', then: [], else: [step] }],
  };
}
const loopsOf = async (...recipes: Promise<Recipe>[]) =>
  findLoops(await Promise.all(recipes), blocks).map((loop) => loop.recipes);

describe('a loop', () => {
  it('of one recipe that starts itself is found', async () => {
    expect(await loopsOf(recipe('a', 'contact.tag-added', 'add-tag', { again: true }))).toEqual([['a']]);
  });

  it('of several recipes is found, in order', async () => {
    const loops = await loopsOf(
      recipe('a', 'note.added', 'add-tag', { again: true }),
      recipe('b', 'contact.tag-added', 'create-task', { again: true }),
      recipe('c', 'task.created', 'log-note', { again: true }),
      recipe('d', 'task.created', 'notify', { again: true }),
    );
    expect(loops).toEqual([['a', 'b', 'c']]);
  });

  it('over one tag or one field is told from one over others', async () => {
    const tags = (made: string, heard: string) =>
      loopsOf(
        recipe('a', 'contact.tag-added', 'add-tag', {
          again: true,
          if: `event.tag == "${heard}"`,
          params: { tag: made },
        }),
      );
    expect(await tags('vip', 'vip')).toEqual([['a']]);
    expect(await tags('vip', 'new')).toEqual([]);
    expect(await tags('{{ event.tag }}', 'new')).toEqual([['a']]);
    expect(await tags('vip', 'new" || event.tag == "vip')).toEqual([['a']]);
    const fields = (field: string, heard: string) =>
      loopsOf(
        recipe('a', 'contact.updated', 'set-field', {
          again: true,
          if: `"${heard}" in event.changed`,
          params: { field, value: 'x' },
        }),
      );
    expect(await fields('title', 'title')).toEqual([['a']]);
    expect(await fields('title', 'website')).toEqual([]);
  });

  it('over a segment is found: any change of a contact may take it in or out', async () => {
    expect(
      await loopsOf(
        recipe('a', 'segment.entered', 'add-tag', { again: true, params: { tag: 'vip' } }),
        recipe('b', 'contact.updated', 'set-field', { again: true, params: { field: 'title' } }),
      ),
    ).toEqual([['a'], ['b']]);
  });

  it('with a key that is new each time is found', async () => {
    expect(await loopsOf(recipe('a', 'task.created', 'create-task', { key: 'task.id' }))).toEqual([['a']]);
  });

  it('of mails about mails is found', async () => {
    expect(await loopsOf(recipe('a', 'interaction.logged', 'send-mail', { key: 'interaction.threadId' }))).toEqual([
      ['a'],
    ]);
  });

  it.each([
    ['each contact enters once', recipe('a', 'contact.tag-added', 'add-tag')],
    [
      'what recipes made is left out',
      recipe('a', 'interaction.logged', 'send-mail', { again: true, if: 'interaction.runId == ""' }),
    ],
    [
      'only what came in starts it',
      recipe('a', 'interaction.logged', 'send-mail', { again: true, if: 'interaction.direction == "in"' }),
    ],
    ['it writes something else', recipe('a', 'contact.created', 'notify', { again: true })],
  ])('is none where %s', async (_, made) => {
    expect(await loopsOf(made)).toEqual([]);
  });
});
