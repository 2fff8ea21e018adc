/** Lays two versions of a recipe side by side, as they would have acted on the same past. */
import type { PlayedRun, RunDifference } from '../../../shared/model/simulation.ts';
import { playedRuns, runsLike, type Asked } from './played.ts';

/** The runs that are not the same in both, in the order of their beginning within the new one; those of the old alone come last. */
export async function* differences(old: Asked, now: Asked): AsyncGenerator<RunDifference> {
  for await (const run of playedRuns(now)) {
    const before = await twin(old, now, run);
    const what = before === undefined ? [] : whatDiffers(before, run);
    if (before === undefined) yield { kind: 'only-new', new: run, what };
    else if (what.length > 0) yield { kind: 'changed', old: before, new: run, what };
  }
  for await (const run of playedRuns(old))
    if ((await twin(now, old, run)) === undefined) yield { kind: 'only-old', old: run, what: [] };
}

/** Runs that began together with one key are told apart by their order. */
async function twin(there: Asked, here: Asked, run: PlayedRun): Promise<PlayedRun | undefined> {
  const others = await runsLike(there, run);
  if (others.length < 2) return others[0];
  const own = JSON.stringify(run);
  return others[(await runsLike(here, run)).findIndex((one) => JSON.stringify(one) === own)];
}

function whatDiffers(old: PlayedRun, now: PlayedRun): RunDifference['what'] {
  const differ = (of: (run: PlayedRun) => unknown) => JSON.stringify(of(old)) !== JSON.stringify(of(now));
  return [
    ...(differ(({ mails }) => mails.map(({ to, subject, text }) => [to, subject, text])) ? (['texts'] as const) : []),
    ...(differ(({ mails, steps, endedAt, wakesAt }) => [
      mails.map(({ at }) => at),
      steps.map(({ at }) => at),
      endedAt,
      wakesAt,
    ])
      ? (['times'] as const)
      : []),
    ...(differ(({ steps }) => steps.map(({ kind, outcome }) => [kind, outcome])) ? (['steps'] as const) : []),
    ...(differ(({ state }) => state) ? (['state'] as const) : []),
  ];
}
