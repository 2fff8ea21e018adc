/**
 * Durable steps per second: the real runner with a real recipe on a database file with synchronous=FULL, from runs that are ready until
 * all of them are done and every event that they led to was matched. A step is an action with an effect on a record, with everything that
 * belongs to it: the record, the mutation in the change feed, the event in the log, the line in the trace; and for each run its move and
 * its summary for devices. Nothing is switched off. The best of a few rounds, because other programs share the machine.
 *
 * Beside it, what node:sqlite alone does with three prepared statements per step (record an event, move a run, put an effect in the
 * outbox) in transactions of 100, on the engine's own tables in the same folder.
 */
import { defineMeasure } from './define-measure.ts';
import { bareSteps } from './stage/bare-steps.ts';
import { makeEngineStage } from './stage/engine-stage.ts';

const STEPS_OF_A_RUN = 5;
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
const ROUNDS = 4;

export default defineMeasure({
  keys: ['stepsPerSecond', 'bareStepsPerSecond', 'stepsShareOfBare'],
  async run() {
    const stage = await makeEngineStage(FOLLOW_UP);
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
    const bare = await bareSteps(stage.folder);
    await stage.close();
    return {
      stepsPerSecond: Math.round(best),
      bareStepsPerSecond: Math.round(bare),
      stepsShareOfBare: Number((best / bare).toFixed(3)),
    };
  },
});
