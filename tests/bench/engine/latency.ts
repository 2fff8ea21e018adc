/**
 * How long an engine that has nothing else to do takes from an event that is accepted (its mutation is on the disk and answered) until the
 * first step of the run that it starts is on the disk too: 99 of 100 times, in milliseconds.
 */
import { defineMeasure } from './define-measure.ts';
import { makeEngineStage } from './stage/engine-stage.ts';
import { p99 } from './stage/p99.ts';

const WELCOME = `
id: welcome
version: 1.0.0
title: Welcome
about: Notes when somebody is new.
capabilities: [log-note]
trigger: { event: contact.created }
steps:
  - log-note: { text: 'Met {{ contact.name }}' }
`;
const WARM_UP = 200;
const SAMPLES = 1_000;

export default defineMeasure({
  keys: ['idleLatencyP99Ms'],
  async run() {
    const stage = await makeEngineStage(WELCOME);
    const runner = stage.newRunner();
    await runner.start();
    const taken: number[] = [];
    for (let n = 0; n < WARM_UP + SAMPLES; n++) {
      await runner.settle();
      const done = new Promise<number>((resolve) => {
        const stop = stage.core.signals.on('run-moved', ({ state }) => {
          if (state !== 'done') return;
          stop();
          resolve(performance.now());
        });
      });
      await stage.push([stage.contact(n)]);
      const accepted = performance.now();
      if (n >= WARM_UP) taken.push((await done) - accepted);
      else await done;
    }
    await runner.stop();
    await stage.close();
    return { idleLatencyP99Ms: Number(p99(taken).toFixed(2)) };
  },
});
