/** A thread that simulates, so that the engine goes on meanwhile: the past of a large engine takes a while to play. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PlayedRun } from '../../../shared/model/simulation.ts';
import { loadBlocks } from '../../recipe-language/blocks.ts';
import type { MailTemplate } from '../recipe-source.ts';
import type { FromWorker, ToWorker } from './background.ts';
import { playedRuns } from './played.ts';
import { simulate } from './simulate.ts';

const { runsMax, mailTemplates, ...simulation } = workerData as ToWorker;
const tell = (message: FromWorker) => parentPort?.postMessage(message);

const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
parentPort?.unref();

await simulate(
  {
    ...simulation,
    mailTemplates: new Map<string, MailTemplate>(mailTemplates),
    blocks: await loadBlocks(),
    signal: stop.signal,
    onProgress: (progress) => tell({ progress }),
  },
  async (played) => {
    const runs: PlayedRun[] = [];
    for await (const run of playedRuns(played)) if (runs.push(run) >= runsMax) break;
    tell({ totals: played.totals, unknown: played.unknown, runs });
  },
).catch((error: unknown) => {
  if (!stop.signal.aborted) throw error;
});
