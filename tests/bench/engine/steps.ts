/**
 * Durable steps per second: the real runner on a database file with synchronous=FULL, from runs that are ready until all of them are done
 * and every event that they led to was matched. Nothing is switched off. The best of a few rounds, because other programs share the machine.
 *
 * `stepsPerSecond` is about steps that do what a step can't do without: the line in the trace that records what happened, the run's move,
 * and an effect in an outbox (a line of the digest mail). A run that takes several steps in a row is moved once for them, and each run is
 * told to devices besides. `bareStepsPerSecond` is what node:sqlite alone does with three prepared statements of that kind per step (record
 * an event, move a run, put an effect in the outbox) in transactions of 100, on the engine's own tables in the same folder.
 *
 * `recordStepsPerSecond` is about steps that change records, which write twice as many rows and four times as much: the record, the
 * mutation in the change feed, the event in the log with its records, and the line in the trace.
 */
import { defineMeasure } from './define-measure.ts';
import { bareSteps } from './stage/bare-steps.ts';
import { makeEngineStage, type EngineStage } from './stage/engine-stage.ts';

const STEPS_OF_A_RUN = 5;
const HEAR_OF_IT = `
id: hear-of-it
version: 1.0.0
title: Hear of it
about: Puts who is new into the owner's digest.
capabilities: [notify-digest]
trigger: { event: contact.created }
steps:
  - notify-digest: { title: 'New: {{ contact.name }}' }
  - notify-digest: { title: '{{ contact.name }} has the address {{ contact.email }}', every: hour }
  - notify-digest: { title: 'Call {{ contact.name }}', text: 'Before the week is over.' }
  - notify-digest: { title: '{{ contact.name }} came this week', every: week }
  - notify-digest: { title: 'Is {{ contact.name }} worth a visit?' }
`;
const FOLLOW_UP = `
id: follow-up
version: 1.0.0
title: Follow up
about: What a seller does after meeting somebody.
capabilities: [add-tag, log-note, create-task, notify]
trigger: { event: contact.created }
steps:
  - add-tag: { tag: met }
  - log-note: { text: 'Met {{ contact.name }}' }
  - create-task: { title: 'Call {{ contact.name }}', due: 2d }
  - notify: { title: 'New: {{ contact.name }}' }
  - log-note: { text: 'Is {{ contact.name }} worth a call?' }
`;
const RUNS = 4_000;
const ROUNDS = 5;

export default defineMeasure({
  keys: ['stepsPerSecond', 'bareStepsPerSecond', 'stepsShareOfBare', 'recordStepsPerSecond'],
  async run() {
    const stage = await makeEngineStage(HEAR_OF_IT);
    const steps = await bestOf(stage);
    const bare = await bareSteps(stage.folder);
    await stage.close();
    const recordStage = await makeEngineStage(FOLLOW_UP);
    const recordSteps = await bestOf(recordStage);
    await recordStage.close();
    return {
      stepsPerSecond: Math.round(steps),
      bareStepsPerSecond: Math.round(bare),
      stepsShareOfBare: Number((steps / bare).toFixed(3)),
      recordStepsPerSecond: Math.round(recordSteps),
    };
  },
});

/** Steps per second. */
async function bestOf(stage: EngineStage): Promise<number> {
  let best = 0;
  // The first round warms up the compiler.
  for (let round = 0; round < ROUNDS; round++) {
    await stage.makeReady(RUNS);
    const runner = stage.newRunner();
    const from = performance.now();
    await runner.start();
    await runner.settle();
    const seconds = (performance.now() - from) / 1_000;
    await runner.stop();
    await stage.expectDone((round + 1) * RUNS);
    best = Math.max(best, (RUNS * STEPS_OF_A_RUN) / seconds);
  }
  return best;
}
