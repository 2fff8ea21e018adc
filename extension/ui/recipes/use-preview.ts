/** What switching a recipe on would come to, from the first guess to the end; called off when the person goes elsewhere. */
import { useEffect, useState } from 'preact/hooks';
import type { Preview } from '../../../shared/model/enrolment.ts';
import type { Connection } from '../../sync/ask-engine.ts';
import { endPreview, lookAtPreview } from '../../sync/enrolment-calls.ts';
import { wordsOf } from '../parts/use-engine.ts';

const LOOK_MS = 400;

export function usePreview(connection: Connection | undefined, recipeId: string) {
  const [state, setState] = useState<{ preview?: Preview; problem?: string }>({});
  useEffect(() => {
    if (connection === undefined) return;
    let isOver = false;
    const follow = async () => {
      while (!isOver) {
        const preview = await lookAtPreview(connection, recipeId);
        if (isOver) return;
        setState({ preview });
        if (preview.isDone) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    follow().catch((error: unknown) => !isOver && setState((before) => ({ ...before, problem: wordsOf(error) })));
    return () => {
      isOver = true;
      // An engine that is away has forgotten it.
      void endPreview(connection, recipeId).catch(() => undefined);
    };
  }, [connection?.engine, connection?.token, recipeId]);
  return state;
}
