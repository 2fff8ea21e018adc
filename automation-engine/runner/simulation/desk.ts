/** Where the running engine is asked for simulations: finds the recipe, checks what it is asked with, and begins. */
import { join } from 'node:path';
import type { SimulationDesk } from '../../app-parts.ts';
import type { Config } from '../../config.ts';
import type { Core } from '../../core.ts';
import { checkInputs } from '../../recipe-language/check-inputs.ts';
import type { Library } from '../../recipe-language/library.ts';
import { createSimulations, type Simulations } from './background.ts';

const DAY_MS = 86_400_000;

export function createSimulationDesk(
  core: Core,
  library: Pick<Library, 'find' | 'mailTemplates'>,
  config: Config,
): SimulationDesk & Pick<Simulations, 'close'> {
  const { look, end, close, begin } = createSimulations(core);
  return {
    look,
    end,
    close,
    begin(recipeId, { days, inputs }) {
      const recipe = library.find(recipeId)?.recipe;
      if (recipe === undefined) return { missing: `there is no recipe "${recipeId}" without problems` };
      const [problem] = checkInputs(recipe, inputs, library.mailTemplates);
      if (problem !== undefined) return { refused: `${problem.path}: ${problem.message}` };
      const { dataFolder, ownerZone, mailFrom, holidays, caps } = config;
      const until = core.clock.now();
      return begin({
        databaseFile: join(dataFolder, 'larder.db'),
        recipes: [recipe],
        inputs,
        from: until - days * DAY_MS,
        until,
        mailTemplates: library.mailTemplates,
        ownerZone,
        holidays,
        caps,
        ...(mailFrom === undefined ? {} : { mailFrom }),
      });
    },
  };
}
