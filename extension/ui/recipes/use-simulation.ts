/** A recipe tried on the past, from its beginning to its result. It is called off when the person goes elsewhere. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { simulationSchema } from '../../../shared/model/simulation.ts';
import type { Connection } from '../../sync/ask-engine.ts';
import { beginSimulation, endSimulation, lookAtSimulation } from '../../sync/simulation-calls.ts';
import { useDeed } from '../parts/use-engine.ts';

export type Simulation = z.infer<typeof simulationSchema>;

const LOOK_MS = 400;

export function useSimulation(connection: Connection | undefined, recipeId: string) {
  const [state, setState] = useState<Simulation>();
  const deed = useDeed();
  const under = useRef<AbortController | undefined>(undefined);

  const callOff = () => {
    under.current?.abort();
    setState(undefined);
  };
  useEffect(() => () => under.current?.abort(), []);

  const begin = (days: number) =>
    deed.run(async () => {
      if (connection === undefined) return;
      callOff();
      const control = new AbortController();
      under.current = control;
      const { id } = await beginSimulation(connection, recipeId, days);
      // What nobody looks at any more is forgotten; an engine that is away has forgotten it already.
      const forget = () => void endSimulation(connection, id).catch(() => undefined);
      if (control.signal.aborted) return forget();
      control.signal.addEventListener('abort', forget);
      for (;;) {
        const found = await lookAtSimulation(connection, id);
        if (control.signal.aborted) return;
        setState(found);
        if (found.state !== 'running') return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    });

  const more = (after: number) =>
    deed.run(async () => {
      if (connection === undefined || state === undefined) return;
      const page = await lookAtSimulation(connection, state.id, after);
      setState({ ...page, runs: [...state.runs, ...page.runs] });
    });

  return { state, problem: deed.problem, isBusy: deed.isBusy, begin, more, callOff };
}
