/** Where people ask what switching a recipe on would come to, switch it on, and see how far an enrolment is. */
import type { Enable, Enrolment, Preview } from '../../../shared/model/enrolment.ts';
import type { SimulationDesk } from '../../app-parts.ts';
import type { Core } from '../../core.ts';
import type { Blocks } from '../../recipe-language/blocks.ts';
import { parseDuration } from '../../recipe-language/durations.ts';
import type { Library } from '../../recipe-language/library.ts';
import { hashRecipe } from '../../recipe-language/canonical.ts';
import type { Memberships } from '../../schedule/segments.ts';
import type { Person } from '../person.ts';
import type { Fitting } from './fits.ts';
import { beginPlan, endPlan, readEnrolment } from './plan.ts';
import { createPreviews } from './preview.ts';
import { whyNobody } from './why-nobody.ts';

const SPREAD_MAX_DAYS = 90;
const DAY_MS = 86_400_000;

type Missing = { missing: string };
type Refused = { refused: string };

export interface EnrolmentDesk {
  /** Begins a preview, or tells how far it is: ask until it is done. */
  preview(recipeId: string, days: number): Promise<Preview | Missing>;
  endPreview(recipeId: string): Promise<void>;
  enable(recipeId: string, asked: Enable, by: Person): Promise<Enrolment | Missing | Refused>;
  progress(recipeId: string): Promise<Enrolment>;
  /** Those who wait are left out; `false` when nothing was under way. */
  cancel(recipeId: string, by: Person): Promise<boolean>;
}

export interface EnrolmentParts {
  core: Core;
  library: Pick<Library, 'find' | 'setEnabled'>;
  blocks: Blocks;
  ownerZone: string;
  segments: Memberships;
  simulations: SimulationDesk;
}

export function createEnrolmentDesk(parts: EnrolmentParts): EnrolmentDesk {
  const { core, library, blocks, ownerZone, segments } = parts;
  const previews = createPreviews(parts);
  function fittingOf(recipeId: string): Fitting | Missing {
    const { recipe, inputs = {} } = library.find(recipeId) ?? {};
    if (recipe === undefined) return { missing: `there is no recipe "${recipeId}" without problems` };
    return { recipe, hash: hashRecipe(recipe), inputs, blocks, ownerZone, segments };
  }
  /** How they are to enter, or why they can't. */
  async function spreadOf({ recipe }: Fitting, spread: string): Promise<number | Refused> {
    const cannot = await whyNobody(core.db, { recipe, blocks });
    if (cannot !== undefined) return { refused: cannot };
    const spreadMs = parseDuration(spread);
    if (spreadMs === undefined || spreadMs > SPREAD_MAX_DAYS * DAY_MS)
      return { refused: `spread: expected a duration of at most ${SPREAD_MAX_DAYS}d, such as 3d or 12h` };
    const { state } = await readEnrolment(core.db, recipe.id);
    const isOpen = state === 'filling' || state === 'under-way';
    return isOpen && library.find(recipe.id)?.enabled === true
      ? { refused: `an enrolment into "${recipe.id}" is under way: wait for its end, or call it off` }
      : spreadMs;
  }
  return {
    async preview(recipeId, days) {
      const fitting = fittingOf(recipeId);
      return 'missing' in fitting ? fitting : previews.look(fitting, days);
    },
    endPreview: previews.end,
    async enable(recipeId, asked, by) {
      const fitting = fittingOf(recipeId);
      if ('missing' in fitting) return fitting;
      if (asked.enrol === 'from-now') await library.setEnabled(recipeId, true, by);
      else {
        const spreadMs = await spreadOf(fitting, asked.spread);
        if (typeof spreadMs !== 'number') return spreadMs;
        const plan = { by, confirmed: asked.count, spreadMs, now: core.clock.now() };
        await library.setEnabled(recipeId, true, by, (tx) => beginPlan(tx, recipeId, plan));
      }
      await previews.end(recipeId);
      return readEnrolment(core.db, recipeId);
    },
    progress: (recipeId) => readEnrolment(core.db, recipeId),
    cancel: (recipeId, by) => endPlan(core.db, recipeId, core.clock.now(), `Called off by ${by.name}`),
  };
}
