/** Enrolling on a stage: the desk as the engine has it, over the library of the stage. */
import { createEnrolmentDesk, type EnrolmentDesk } from '../../../../automation-engine/runner/enrolment/desk.ts';
import type { SimulationDesk } from '../../../../automation-engine/app-parts.ts';
import type { Enrolment } from '../../../../shared/model/enrolment.ts';
import type { Stage } from '../stage.ts';

export const BY = { deviceId: '0195676a-0000-7000-8000-000000000000', name: 'Laptop' };

export function deskOf(stage: Stage, simulations?: SimulationDesk): EnrolmentDesk {
  const { core, blocks, library, runner } = stage;
  return createEnrolmentDesk({
    core,
    blocks,
    ownerZone: 'UTC',
    segments: runner.segments,
    simulations: simulations ?? {
      look: () => undefined,
      end: () => Promise.resolve(false),
      begin: () => ({ refused: 'no past here' }),
    },
    library: {
      find: library.find,
      async setEnabled(id, on, _, also) {
        await core.db.transaction().execute(async (tx) => {
          if (!on) await tx.insertInto('recipe_switches').values({ recipe_id: id, at: '', enabled: 0 }).execute();
          await also?.(tx);
        });
        await stage.switch(id, on);
        return { refused: 'not-found', message: 'a stage gives no summaries' };
      },
    },
  });
}

/** Whoever matches is enrolled, as after a yes to their number. */
export async function enrol(stage: Stage, spread: string, count = 1_000, id = 'test'): Promise<Enrolment> {
  const enabled = await deskOf(stage).enable(id, { enrol: 'matching', spread, count }, BY);
  if (!('state' in enabled)) throw new Error(JSON.stringify(enabled));
  await stage.settle();
  return deskOf(stage).progress(id);
}

/** The names of those who have a run, in the order in which they began. */
export async function namesIn(stage: Stage): Promise<string[]> {
  const rows = await stage.core.db
    .selectFrom('runs')
    .innerJoin('records', 'records.id', 'runs.contact_id')
    .select('records.values_json')
    .where('records.kind', '=', 'contact')
    .orderBy('runs.started_at')
    .orderBy('runs.id')
    .execute();
  return rows.map((row) => String(JSON.parse(row.values_json).name));
}
