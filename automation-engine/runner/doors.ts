/** What recipes that are on offer to the world: webhooks that may be called, and buttons on cards. */
import type { RecipeButton } from '../../shared/model/wire.ts';
import type { Blocks } from '../recipe-language/blocks.ts';
import type { RecipeSource } from './recipe-source.ts';

export interface Doors {
  /** Where in the body of a call to this webhook the contact's mail address stands. */
  emailPathOf(webhook: string): readonly string[];
  buttons(): RecipeButton[];
}

export function createDoors(library: Pick<RecipeSource, 'active'>, blocks: Blocks): Doors {
  const uses = () =>
    library.active().flatMap(({ recipe }) =>
      recipe.triggers.map((use, trigger) => ({
        recipe,
        trigger,
        webhook: blocks.triggers.get(use.trigger)?.webhook?.(use.params),
        button: blocks.triggers.get(use.trigger)?.button?.(use.params),
      })),
    );
  return {
    emailPathOf: (name) => uses().find(({ webhook }) => webhook?.name === name)?.webhook?.emailPath ?? ['email'],
    buttons: () =>
      uses().flatMap(({ recipe, trigger, button }) =>
        button === undefined ? [] : [{ recipeId: recipe.id, trigger, title: recipe.title, ...button }],
      ),
  };
}
