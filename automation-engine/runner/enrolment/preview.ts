/**
 * What switching a recipe on would come to: who matches already, counted piece by piece, and what it would have done lately, played again
 * by a simulation beside the engine. Both go on while somebody asks, and are forgotten a while after nobody does.
 */
import type { Preview } from '../../../shared/model/enrolment.ts';
import type { SimulationTotals } from '../../../shared/model/simulation.ts';
import type { SimulationDesk } from '../../app-parts.ts';
import type { Core } from '../../core.ts';
import { branchesOf, type Step } from '../../recipe-language/recipe.ts';
import { letOthersWork } from '../../schedule/clock.ts';
import { inUnit } from '../../unit.ts';
import { fitsNow, type Fitting } from './fits.ts';
import { nextContacts } from './next-contacts.ts';
import { whyNobody } from './why-nobody.ts';

const KEPT_MS = 60_000;
const NAMED_MAX = 5;
const MAILS: readonly string[] = ['send-mail', 'draft-mail'];

export interface Previewing {
  core: Core;
  simulations: SimulationDesk;
}

export interface Previews {
  /** Begins one, or tells how far it is. */
  look(fitting: Fitting, days: number): Promise<Preview>;
  /** Calls it off. */
  end(recipeId: string): Promise<void>;
}

interface Job {
  /** The recipe as it is set, and how far back: another question is another job. */
  question: string;
  /** When somebody asked last (Unix milliseconds). */
  askedAt: number;
  matching: Preview['matching'];
  begun: Promise<void>;
  /** Of the simulation. */
  id?: string;
  totals?: SimulationTotals;
  pastProblem?: string;
  /** Another simulation is under way: asked again when somebody looks. */
  isBusy: boolean;
}

export function createPreviews({ core, simulations }: Previewing): Previews {
  const jobs = new Map<string, Job>();
  const isWanted = (recipeId: string, job: Job) =>
    jobs.get(recipeId) === job && core.clock.now() - job.askedAt < KEPT_MS;

  async function end(recipeId: string): Promise<void> {
    const id = jobs.get(recipeId)?.id;
    jobs.delete(recipeId);
    if (id !== undefined) await simulations.end(id);
  }
  function begin(fitting: Fitting, days: number, question: string): Job {
    const { id: recipeId } = fitting.recipe;
    const begun = end(recipeId).then(() => start(fitting, days, job));
    const matching = { count: 0, isCounted: false, who: [] };
    const job: Job = { question, askedAt: core.clock.now(), matching, begun, isBusy: false };
    jobs.set(recipeId, job);
    return job;
  }
  async function start(fitting: Fitting, days: number, job: Job): Promise<void> {
    const { id: recipeId } = fitting.recipe;
    const cannot = await whyNobody(core.db, fitting);
    if (cannot !== undefined) job.matching = { ...job.matching, isCounted: true, cannot };
    else
      count(fitting, job).catch((error: unknown) => {
        core.log.error({ error, recipe: recipeId }, 'those who match already could not be counted');
        job.matching = { ...job.matching, isCounted: true, cannot: 'who matches already could not be counted' };
      });
    await playPast(recipeId, days, job);
  }
  async function playPast(recipeId: string, days: number, job: Job): Promise<void> {
    job.isBusy = false;
    delete job.pastProblem;
    const begun = await simulations.begin(recipeId, { days, inputs: {} });
    if ('id' in begun) {
      job.id = begun.id;
      // It was called off meanwhile.
      if (jobs.get(recipeId) !== job) await simulations.end(begun.id);
    } else if ('refused' in begun) {
      job.pastProblem = begun.refused;
      job.isBusy = begun.isBusy === true;
    } else job.pastProblem = begun.missing;
  }
  async function count(fitting: Fitting, job: Job): Promise<void> {
    for (let from: string | null = ''; from !== null;) {
      if (!isWanted(fitting.recipe.id, job)) return;
      const { ids, to } = await nextContacts(core.db, from);
      await inUnit(core, async (unit) => {
        for (const [id, fit] of await fitsNow(unit, fitting, ids)) {
          if ('refused' in fit) continue;
          job.matching.count++;
          if (job.matching.who.length < NAMED_MAX)
            job.matching.who.push((await unit.records.typed('contact', id))?.name ?? '');
        }
      });
      from = to;
      await letOthersWork();
    }
    job.matching.isCounted = true;
  }
  async function lookAtPast(job: Job): Promise<void> {
    if (job.id === undefined || job.totals !== undefined || job.pastProblem !== undefined) return;
    const { state, totals, problem } = (await simulations.look(job.id)) ?? { state: 'failed' as const };
    if (state === 'running') return;
    if (totals === undefined) job.pastProblem = problem ?? 'the past could not be played';
    else job.totals = totals;
    await simulations.end(job.id);
  }

  return {
    end,
    async look(fitting, days) {
      const { recipe } = fitting;
      const known = jobs.get(recipe.id);
      const question = JSON.stringify([fitting.hash, fitting.inputs, days]);
      const isSame = known?.question === question && isWanted(recipe.id, known);
      const job = isSame ? known : begin(fitting, days, question);
      job.askedAt = core.clock.now();
      await job.begun;
      if (job.isBusy) await (job.begun = playPast(recipe.id, days, job));
      await lookAtPast(job);
      const { totals, pastProblem, matching } = job;
      const past = totals && pastOf(totals, days);
      const most = recipe.capabilities.find(({ action }) => action === 'send-mail')?.perDay;
      // Where its limit held mails up, the past says too little.
      const isTelling =
        past !== undefined && totals !== undefined && totals.entered > 0 && past.mailsMax < (most ?? Infinity);
      return {
        recipeId: recipe.id,
        isDone: matching.isCounted && (past !== undefined || (pastProblem !== undefined && !job.isBusy)),
        matching: { ...matching, who: [...matching.who] },
        mailsPerRun: isTelling ? totals.mails / totals.entered : mailsOf(recipe.steps),
        ...(past === undefined ? {} : { past }),
        ...(pastProblem === undefined ? {} : { pastProblem }),
        ...(most === undefined ? {} : { mailsPerDayMax: most }),
      };
    },
  };
}

const pastOf = ({ entered, mails, mailsPerDay }: SimulationTotals, days: number) => ({
  days,
  runsPerDay: entered / days,
  mailsPerDay: mails / days,
  mailsMax: Math.max(0, ...mailsPerDay.map((day) => day.mails)),
});

/** As many mails as one way through these steps can write. */
const mailsOf = (steps: readonly Step[]): number =>
  steps.reduce((sum, step) => {
    if (step.type === 'action') return sum + (MAILS.includes(step.action) ? 1 : 0);
    const most = Math.max(0, ...branchesOf(step).map(mailsOf));
    return sum + (step.type === 'repeat' ? step.max * most : most);
  }, 0);
