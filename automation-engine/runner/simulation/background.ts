/** Simulations that somebody asked the running engine for: each in a thread of its own, looked at until it is done, called off at will. */
import { Worker } from 'node:worker_threads';
import type { PlayedRun, SimulationState, SimulationTotals } from '../../../shared/model/simulation.ts';
import type { Core } from '../../core.ts';
import type { MailTemplate } from '../recipe-source.ts';
import type { Simulation } from './simulate.ts';

/** Two cores are common: one is left to the engine. */
const RUNNING_MAX = 1;
const KEPT_MAX = 5;
/** More runs than anybody reads; the totals count all of them. */
const RUNS_MAX = 2_000;

type Sendable = Omit<Simulation, 'blocks' | 'mailTemplates' | 'signal' | 'onProgress'>;

export interface ToWorker extends Sendable {
  mailTemplates: readonly (readonly [string, MailTemplate])[];
  runsMax: number;
}

export type FromWorker =
  | { progress: number }
  | { totals: SimulationTotals; unknown: readonly string[]; runs: readonly PlayedRun[] };

export interface Looked {
  state: SimulationState;
  /** From 0 to 1. */
  progress: number;
  totals?: SimulationTotals;
  unknown: readonly string[];
  runs: readonly PlayedRun[];
  /** Why it failed. */
  problem?: string;
}

export interface Simulations {
  /** @returns its id, or why it is not begun; `isBusy` when it may be later */
  begin(simulation: Sendable & Pick<Simulation, 'mailTemplates'>): { id: string } | { refused: string; isBusy: true };
  look(id: string): Looked | undefined;
  /** Calls it off and forgets it; `false` when there is none. */
  end(id: string): Promise<boolean>;
  close(): Promise<void>;
}

interface Job extends Looked {
  worker: Worker;
  ended: Promise<void>;
}

export function createSimulations({ newId, log }: Pick<Core, 'newId' | 'log'>): Simulations {
  const jobs = new Map<string, Job>();
  async function end(id: string): Promise<boolean> {
    const job = jobs.get(id);
    jobs.delete(id);
    // It ends by itself, so that its copy of the data is gone with it.
    job?.worker.postMessage('stop');
    await job?.ended;
    return job !== undefined;
  }
  return {
    begin({ mailTemplates, ...simulation }) {
      const running = [...jobs.values()].filter(({ state }) => state === 'running');
      if (running.length >= RUNNING_MAX)
        return { refused: 'another simulation is under way: wait for it, or call it off', isBusy: true };
      const id = newId();
      const workerData: ToWorker = { ...simulation, mailTemplates: [...mailTemplates], runsMax: RUNS_MAX };
      const worker = new Worker(new URL('simulation-worker.ts', import.meta.url), { workerData });
      const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
      const job: Job = { worker, ended, state: 'running', progress: 0, unknown: [], runs: [] };
      worker.on('message', (message: FromWorker) =>
        Object.assign(job, 'progress' in message ? message : { ...message, state: 'done', progress: 1 }),
      );
      worker.on('error', (error) => {
        log.error({ error, simulation: id }, 'a simulation broke off');
        Object.assign(job, { state: 'failed', problem: error instanceof Error ? error.message : String(error) });
      });
      jobs.set(id, job);
      const [oldest] = jobs.keys();
      if (jobs.size > KEPT_MAX && oldest !== undefined) jobs.delete(oldest);
      return { id };
    },
    look: (id) => jobs.get(id),
    end,
    async close() {
      await Promise.all([...jobs.values()].map(({ worker }) => worker.terminate()));
    },
  };
}
